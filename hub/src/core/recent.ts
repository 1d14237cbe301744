/** What was read a moment ago: bounded in number and in age. */
export interface Recent<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
  delete(key: string): void
  clear(): void
}

/** Age is real time, whatever the product's clock says: it bounds how long another process may go unheard. */
export function createRecent<T>({ most, ageMs }: { most: number; ageMs: number }): Recent<T> {
  const kept = new Map<string, { value: T; until: number }>()
  return {
    get(key) {
      const entry = kept.get(key)
      if (!entry) return undefined
      if (entry.until > performance.now()) return entry.value
      kept.delete(key)
      return undefined
    },
    set(key, value) {
      kept.delete(key)
      kept.set(key, { value, until: performance.now() + ageMs })
      if (kept.size > most) kept.delete(kept.keys().next().value as string)
    },
    delete: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  }
}
