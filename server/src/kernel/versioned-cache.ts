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

export interface VersionedCacheOptions<T> {
  readonly maxEntries: number
  readonly maxAgeMs: number
  /** A number that changes when another process writes; null if unknown. */
  readonly dataVersion: () => number | null
  /** Asks the database which of these entries are still current. Used while `dataVersion` is null. */
  readonly findUnchanged?: (entries: ReadonlyMap<string, T>) => Promise<ReadonlySet<string>>
}

/** One query for all entries costs a hundredth of reading each again. If more were used, all are dropped instead. */
const MAX_ASKED = 5000

interface Entry<T> {
  readonly value: T
  isUsed: boolean
}

/**
 * All entries are dropped together if another process has written, or if that is unknown after `maxAgeMs` and `findUnchanged` did not keep them. Two
 * generations bound the number of entries: dropping the older one is cheaper than evicting single entries. Uses the monotonic clock.
 */
export function createVersionedCache<T>({
  maxEntries,
  maxAgeMs,
  dataVersion: changesElsewhere,
  findUnchanged,
}: VersionedCacheOptions<T>): VersionedCache<T> {
  const entries = createGenerations<T>(maxEntries)
  let trustedUntil = 0
  let askFrom = Infinity
  let lastVersion: number | null = null
  let deletions = 0
  let clears = 0

  const clear = (): void => {
    deletions++
    clears++
    entries.clear()
  }
  const trust = (from: number): void => {
    trustedUntil = from + maxAgeMs
    askFrom = findUnchanged && lastVersion === null ? from + maxAgeMs / 2 : Infinity
  }
  const validate = (now: number): void => {
    const current = changesElsewhere()
    if (current === null || current !== lastVersion) clear()
    lastVersion = current
    trust(now)
  }
  const keepUnchanged = async (now: number): Promise<void> => {
    askFrom = Infinity
    const used = entries.takeUsed()
    if (!findUnchanged || used.size === 0 || used.size > MAX_ASKED) return
    // A value that is being read now may be older than the query's result: it is not stored.
    deletions++
    const clearsBefore = clears
    const unchanged = await findUnchanged(used).catch(() => undefined)
    if (!unchanged || clears !== clearsBefore) return
    entries.keep((key, { value, isUsed }) => (used.get(key) === value ? unchanged.has(key) : isUsed))
    trust(now)
  }
  return {
    get(key) {
      const now = performance.now()
      if (now >= trustedUntil) validate(now)
      else if (now >= askFrom) void keepUnchanged(now)
      return entries.get(key)
    },
    version: () => deletions,
    set(key, value, version) {
      if (version === deletions) entries.set(key, value)
    },
    delete(key) {
      deletions++
      entries.delete(key)
    },
    clear,
  }
}

function createGenerations<T>(maxEntries: number) {
  let young = new Map<string, Entry<T>>()
  let old = new Map<string, Entry<T>>()
  return {
    get(key: string): T | undefined {
      const known = young.get(key) ?? old.get(key)
      if (known) known.isUsed = true
      return known?.value
    },
    set(key: string, value: T): void {
      if (young.size >= maxEntries / 2) {
        old = young
        young = new Map()
      }
      young.set(key, { value, isUsed: true })
    },
    delete(key: string): void {
      young.delete(key)
      old.delete(key)
    },
    clear(): void {
      young = new Map()
      old = new Map()
    },
    /** The values that were used since it was called before. */
    takeUsed(): Map<string, T> {
      const used = new Map<string, T>()
      for (const [key, entry] of [...old, ...young]) {
        if (entry.isUsed) used.set(key, entry.value)
        entry.isUsed = false
      }
      return used
    },
    keep(isKept: (key: string, entry: Entry<T>) => boolean): void {
      for (const generation of [young, old])
        for (const [key, entry] of generation) if (!isKept(key, entry)) generation.delete(key)
    },
  }
}
