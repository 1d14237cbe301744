import type { Caller } from './caller.ts'
import type { Ports, UsageLine } from './ports.ts'

/** The audit of reads and forwarded calls: counted in memory, written as one line for each key and connection. */
export interface UsageCounter {
  count(type: UsageLine['type'], caller: Caller, connectionId: string): void
  /** A key was used, whatever for. */
  usedKey(keyId: string): void
  /** The platform has answered a call of this connection with success. */
  answered(connectionId: string): void
  /** Writes what was counted; what cannot be written now is kept for the next time. */
  flush(): Promise<void>
}

export function createUsageCounter({ store, now, log }: Pick<Ports, 'store' | 'now' | 'log'>): UsageCounter {
  let counted = emptyCounts()
  let answered = new Set<string>()
  let keys = new Set<string>()
  const flush = async (): Promise<void> => {
    const batch = counted
    counted = emptyCounts()
    const lines = toLines(batch)
    if (lines.length === 0 && keys.size === 0) return
    const at = now().getTime()
    const lastCalls = new Map([...answered].map((id) => [id, at] as const))
    answered = new Set()
    const used = new Set([...keys, ...lines.map(({ keyId }) => keyId)])
    keys = new Set()
    try {
      await store.connections.recordUsage({ lines, answered: lastCalls, keys: used }, at)
    } catch (error) {
      log.error({ err: error, lines: lines.length }, 'the usage could not be written; it will be tried again')
      for (const { type, count, ...of } of lines) add(counted[type], of, of.connectionId, count)
      for (const id of lastCalls.keys()) answered.add(id)
      for (const id of used) keys.add(id)
    }
  }
  return {
    count(type, caller, connectionId) {
      if (add(counted[type], caller, connectionId, 1) > MOST_LINES) void flush()
    },
    usedKey: (keyId) => void keys.add(keyId),
    answered: (connectionId) => void answered.add(connectionId),
    flush,
  }
}

/** Written earlier than planned, so that memory stays bounded. */
const MOST_LINES = 20_000

/** Key → connection → count: two look-ups, and no text is built for a request. */
type Counts = Map<string, { workspaceId: string; byConnection: Map<string, number> }>

function emptyCounts(): Record<UsageLine['type'], Counts> {
  return { 'token.read': new Map(), 'proxy.called': new Map() }
}

function add(
  counts: Counts,
  of: { keyId: string; workspaceId: string },
  connectionId: string,
  count: number,
): number {
  let key = counts.get(of.keyId)
  if (!key) counts.set(of.keyId, (key = { workspaceId: of.workspaceId, byConnection: new Map() }))
  key.byConnection.set(connectionId, (key.byConnection.get(connectionId) ?? 0) + count)
  return key.byConnection.size
}

function toLines(counted: Record<UsageLine['type'], Counts>): UsageLine[] {
  return (Object.keys(counted) as UsageLine['type'][]).flatMap((type) =>
    [...counted[type]].flatMap(([keyId, { workspaceId, byConnection }]) =>
      [...byConnection].map(([connectionId, count]) => ({ type, keyId, workspaceId, connectionId, count })),
    ),
  )
}
