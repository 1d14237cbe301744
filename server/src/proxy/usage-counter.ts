import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { USAGE_TYPES, type UsageLine } from '../connections/usage.ts'

/** Counts token reads and forwarded calls in memory; writes one event per principal and connection. */
export interface UsageCounter {
  count(type: UsageLine['type'], principal: Principal, connectionId: string): void
  /** Records that a secret key was used. */
  usedKey(principalId: string): void
  /** Records that the provider responded to a call of this connection with success. */
  answered(connectionId: string): void
  /** Writes the counts. What cannot be written is kept for the next flush. */
  flush(): Promise<void>
}

export function createUsageCounter({
  store,
  now,
  log,
}: Pick<ConnectionsContext, 'store' | 'now' | 'log'>): UsageCounter {
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
    const used = new Set([...keys, ...lines.map(({ principalId }) => principalId)])
    keys = new Set()
    try {
      await store.connections.recordUsage({ lines, answered: lastCalls, keys: used }, at)
    } catch (error) {
      log.error({ err: error, lineCount: lines.length }, 'writing usage failed, retrying at the next flush')
      for (const { type, count, ...of } of lines) add(counted[type], of, of.connectionId, count)
      for (const id of lastCalls.keys()) answered.add(id)
      for (const id of used) keys.add(id)
    }
  }
  return {
    count(type, principal, connectionId) {
      if (add(counted[type], principal, connectionId, 1) > MAX_LINES) void flush()
    },
    usedKey: (principalId) => void keys.add(principalId),
    answered: (connectionId) => void answered.add(connectionId),
    flush,
  }
}

/** Flushes early at this size, so that memory stays bounded. */
const MAX_LINES = 20_000

/** Principal → connection → count: two lookups and no string concatenation per request. */
type Counts = Map<string, { workspaceId: string; byConnection: Map<string, number> }>

function emptyCounts(): Record<UsageLine['type'], Counts> {
  return { 'token.retrieved': new Map(), 'call.forwarded': new Map() }
}

function add(
  counts: Counts,
  of: { principalId: string; workspaceId: string },
  connectionId: string,
  count: number,
): number {
  let key = counts.get(of.principalId)
  if (!key) counts.set(of.principalId, (key = { workspaceId: of.workspaceId, byConnection: new Map() }))
  key.byConnection.set(connectionId, (key.byConnection.get(connectionId) ?? 0) + count)
  return key.byConnection.size
}

function toLines(counted: Record<UsageLine['type'], Counts>): UsageLine[] {
  return USAGE_TYPES.flatMap((type) =>
    [...counted[type]].flatMap(([principalId, { workspaceId, byConnection }]) =>
      [...byConnection].map(([connectionId, count]) => ({
        type,
        principalId,
        workspaceId,
        connectionId,
        count,
      })),
    ),
  )
}
