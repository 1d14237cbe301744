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
  /** Asks the database which of these entries are still right. It is used while `dataVersion` is null. */
  readonly confirm?: (entries: ReadonlyMap<string, T>) => Promise<ReadonlySet<string>>
}

/** One question for all of them costs a hundredth of reading each again; more are forgotten instead. */
const MOST_CONFIRMED = 5000

interface Entry<T> {
  readonly value: T
  isUsed: boolean
}

/**
 * All entries are dropped together if another process has written, or if that is unknown after `maxAgeMs` and they were not confirmed. Two
 * generations bound the number of entries: dropping the older one is cheaper than evicting single entries. Uses the monotonic clock.
 */
export function createVersionedCache<T>({
  maxEntries: most,
  maxAgeMs: ageMs,
  dataVersion: changesElsewhere,
  confirm,
}: VersionedCacheOptions<T>): VersionedCache<T> {
  let young = new Map<string, Entry<T>>()
  let old = new Map<string, Entry<T>>()
  let trustedUntil = 0
  let confirmFrom = Infinity
  let lastVersion: number | null = null
  let deletions = 0
  let clears = 0

  const clear = (): void => {
    deletions++
    clears++
    young = new Map()
    old = new Map()
  }
  const trust = (from: number): void => {
    trustedUntil = from + ageMs
    confirmFrom = confirm && lastVersion === null ? from + ageMs / 2 : Infinity
  }
  const validate = (now: number): void => {
    const current = changesElsewhere()
    if (current === null || current !== lastVersion) clear()
    lastVersion = current
    trust(now)
  }
  /** Keeps the entries that were used meanwhile and are confirmed in time. */
  const confirmUsed = async (now: number): Promise<void> => {
    confirmFrom = Infinity
    const used = new Map([...old, ...young].filter(([, entry]) => entry.isUsed))
    if (!confirm || used.size === 0 || used.size > MOST_CONFIRMED) return
    for (const entry of used.values()) entry.isUsed = false
    // What is being read was read before the question.
    deletions++
    const clearsBefore = clears
    const given = new Map([...used].map(([key, { value }]) => [key, value] as const))
    const confirmed = await confirm(given).catch(() => undefined)
    if (!confirmed || clears !== clearsBefore) return
    for (const generation of [young, old])
      for (const [key, entry] of generation)
        if (used.get(key) === entry ? !confirmed.has(key) : !entry.isUsed) generation.delete(key)
    trust(now)
  }
  return {
    get(key) {
      const now = performance.now()
      if (now >= trustedUntil) validate(now)
      else if (now >= confirmFrom) void confirmUsed(now)
      const known = young.get(key) ?? old.get(key)
      if (known) known.isUsed = true
      return known?.value
    },
    version: () => deletions,
    set(key, value, version) {
      if (version !== deletions) return
      if (young.size >= most / 2) {
        old = young
        young = new Map()
      }
      young.set(key, { value, isUsed: true })
    },
    delete(key) {
      deletions++
      young.delete(key)
      old.delete(key)
    },
    clear,
  }
}
