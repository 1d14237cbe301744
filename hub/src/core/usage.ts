import type { Caller } from './caller.ts'
import type { Ports, Usage } from './ports.ts'

/** The audit of reads and forwarded calls: counted in memory, written as one line for each key and connection. */
export interface UsageCounter {
  count(type: Usage['type'], caller: Caller, connectionId: string): void
  /** Writes what was counted; what cannot be written now is kept for the next time. */
  flush(): Promise<void>
}

export function createUsageCounter({ store, now, log }: Pick<Ports, 'store' | 'now' | 'log'>): UsageCounter {
  let counted = new Map<string, { -readonly [Name in keyof Usage]: Usage[Name] }>()
  return {
    count(type, { keyId, workspaceId }, connectionId) {
      const key = `${type} ${keyId} ${connectionId}`
      const usage = counted.get(key)
      if (usage) usage.count++
      else counted.set(key, { workspaceId, keyId, connectionId, type, count: 1 })
    },
    async flush() {
      if (counted.size === 0) return
      const batch = counted
      counted = new Map()
      try {
        await store.connections.recordUsage([...batch.values()], now().getTime())
      } catch (error) {
        log.error({ err: error, lines: batch.size }, 'the usage could not be written; it will be tried again')
        for (const [key, usage] of batch) {
          const newer = counted.get(key)
          if (newer) newer.count += usage.count
          else counted.set(key, usage)
        }
      }
    },
  }
}
