/** What was read a moment ago: bounded in number, and never older than another process's change by more than `ageMs`. */
export interface VersionedCache<T> {
  get(key: string): T | undefined
  /** Call before reading what is to be remembered. */
  mark(): number
  /** Remembers it, unless something was forgotten since the mark: then what was read may be older than that. */
  set(key: string, value: T, mark: number): void
  delete(key: string): void
  clear(): void
}

export interface VersionedCacheOptions {
  readonly most: number
  readonly ageMs: number
  /** A number that changes when another process has changed something; null when that cannot be told. */
  readonly changesElsewhere: () => number | null
}

/**
 * Everything is dropped together: when somebody else has changed something, or when that cannot be told and the time
 * is up. Two generations bound the number: dropping the older costs nothing, where throwing out the oldest of a map
 * one by one would. Time is real time, whatever the product's clock says.
 */
export function createVersionedCache<T>({
  most,
  ageMs,
  changesElsewhere,
}: VersionedCacheOptions): VersionedCache<T> {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  let trustedUntil = 0
  let seen: number | null = null
  let forgotten = 0

  const clear = (): void => {
    forgotten++
    young = new Map()
    old = new Map()
  }
  const look = (now: number): void => {
    const current = changesElsewhere()
    if (current === null || current !== seen) clear()
    seen = current
    trustedUntil = now + ageMs
  }
  return {
    get(key) {
      const now = performance.now()
      if (now >= trustedUntil) look(now)
      return young.get(key) ?? old.get(key)
    },
    mark: () => forgotten,
    set(key, value, mark) {
      if (mark !== forgotten) return
      if (young.size >= most / 2) {
        old = young
        young = new Map()
      }
      young.set(key, value)
    },
    delete(key) {
      forgotten++
      young.delete(key)
      old.delete(key)
    },
    clear,
  }
}
