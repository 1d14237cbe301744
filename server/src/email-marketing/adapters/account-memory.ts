/** Caches facts of an account in this process, so that the provider is not asked again. */
export interface AccountMemory {
  /**
   * The cached value, or what `load` returns now. Concurrent calls share one load; a failed one is not cached.
   * @param keepMs how long the value is cached; 0 for not at all
   */
  remember<T>(key: string, load: () => Promise<T>, keepMs: (value: T) => number): Promise<T>
}

interface Kept {
  /** When the entry expires, in epoch milliseconds; Infinity while it is loaded. */
  until: number
  readonly value: Promise<unknown>
}

/** The memory of a connection, as long as it belongs to this account. */
export type AccountMemories = (of: {
  readonly connectionId: string
  readonly accountId: string
}) => AccountMemory

const MAX_ENTRIES = 20_000

/** One memory for all accounts, which drops the oldest entries first. @param now the application's clock */
export function createAccountMemories(now: () => Date): AccountMemories {
  const entries = new Map<string, Kept>()
  return ({ connectionId, accountId }) => ({
    async remember<T>(key: string, load: () => Promise<T>, keepMs: (value: T) => number): Promise<T> {
      const full = JSON.stringify([connectionId, accountId, key])
      const known = entries.get(full)
      if (known && known.until > now().getTime()) return known.value as Promise<T>
      const value = load()
      const kept: Kept = { until: Infinity, value }
      entries.delete(full)
      entries.set(full, kept)
      for (const oldest of entries.keys()) {
        if (entries.size <= MAX_ENTRIES) break
        entries.delete(oldest)
      }
      try {
        kept.until = now().getTime() + keepMs(await value)
      } catch {
        entries.delete(full)
      }
      return value
    },
  })
}
