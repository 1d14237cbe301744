/** A bounded cache whose entries are never more than `maxAgeMs` older than a change by another process. */
export interface VersionedCache<T> {
  get(key: string): T | undefined
  /** Call it before reading the value to be cached, and pass the result to `set`. */
  version(): number
  /** Does nothing if an entry was deleted since `version`: the value may then be outdated. */
  set(key: string, value: T, version: number): void
  delete(key: string): void
  clear(): void
}

export interface VersionedCacheOptions {
  readonly maxEntries: number
  readonly maxAgeMs: number
  /** A number that changes when another process writes; null if unknown. */
  readonly dataVersion: () => number | null
}

/**
 * All entries are dropped together if another process has written, or if that is unknown after `maxAgeMs`. Two generations
 * bound the number of entries: dropping the older one is cheaper than evicting single entries. Uses the monotonic clock.
 */
export function createVersionedCache<T>({
  maxEntries: most,
  maxAgeMs: ageMs,
  dataVersion: changesElsewhere,
}: VersionedCacheOptions): VersionedCache<T> {
  let young = new Map<string, T>()
  let old = new Map<string, T>()
  let trustedUntil = 0
  let lastVersion: number | null = null
  let deletions = 0

  const clear = (): void => {
    deletions++
    young = new Map()
    old = new Map()
  }
  const validate = (now: number): void => {
    const current = changesElsewhere()
    if (current === null || current !== lastVersion) clear()
    lastVersion = current
    trustedUntil = now + ageMs
  }
  return {
    get(key) {
      const now = performance.now()
      if (now >= trustedUntil) validate(now)
      return young.get(key) ?? old.get(key)
    },
    version: () => deletions,
    set(key, value, version) {
      if (version !== deletions) return
      if (young.size >= most / 2) {
        old = young
        young = new Map()
      }
      young.set(key, value)
    },
    delete(key) {
      deletions++
      young.delete(key)
      old.delete(key)
    },
    clear,
  }
}
