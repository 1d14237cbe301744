import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { USAGE_TYPES, type UsageLine } from '../connections/usage.ts'

/** Counts token reads and forwarded calls in memory; writes one event per principal and connection. */
export interface UsageCounter {
  /** @param isAnswered whether the provider responded to the call with success */
  count(type: UsageLine['type'], principal: Principal, connectionId: string, isAnswered?: boolean): void
  /** Records that a secret key was used. */
  usedKey(principalId: string): void
  /** Writes the counts. What cannot be written is kept for the next flush. */
  flush(): Promise<void>
}

export function createUsageCounter({
  store,
  now,
  log,
}: Pick<ConnectionsContext, 'store' | 'now' | 'log'>): UsageCounter {
  let counted = emptyCounts()
  let keys = new Set<string>()
  // After a failure the next flush comes at its time, not with each call.
  let mayFlushEarly = true
  const flush = async (): Promise<void> => {
    const batch = counted
    counted = emptyCounts()
    const lines = toLines(batch)
    if (lines.length === 0 && keys.size === 0) return
    const at = now().getTime()
    const answered = new Map(
      lines.filter(({ isAnswered }) => isAnswered).map((line) => [line.connectionId, at]),
    )
    const used = new Set([...keys, ...lines.map(({ principalId }) => principalId)])
    keys = new Set()
    try {
      await store.connections.recordUsage({ lines, answered, keys: used }, at)
      mayFlushEarly = true
    } catch (error) {
      mayFlushEarly = false
      log.error({ err: error, lineCount: lines.length }, 'writing usage failed, retrying at the next flush')
      for (const line of lines) add(counted[line.type], line, line.connectionId, line)
      for (const id of used) keys.add(id)
    }
  }
  return {
    count(type, principal, connectionId, isAnswered = false) {
      const use = isAnswered ? ANSWERED : UNANSWERED
      if (add(counted[type], principal, connectionId, use) > MAX_LINES && mayFlushEarly) void flush()
    },
    usedKey: (principalId) => void keys.add(principalId),
    flush,
  }
}

/** Lines of one type and principal that are flushed early. */
const MAX_LINES = 20_000

interface Use {
  readonly count: number
  /** Whether the provider responded with success, once at least. */
  readonly isAnswered: boolean
}

const ANSWERED: Use = { count: 1, isAnswered: true }
const UNANSWERED: Use = { count: 1, isAnswered: false }

/** Principal → connection → use: two lookups and no string concatenation per request. */
type Counts = Map<
  string,
  { workspaceId: string; byConnection: Map<string, { -readonly [Key in keyof Use]: Use[Key] }> }
>

function emptyCounts(): Record<UsageLine['type'], Counts> {
  return { 'token.retrieved': new Map(), 'call.forwarded': new Map() }
}

function add(
  counts: Counts,
  of: { readonly principalId: string; readonly workspaceId: string },
  connectionId: string,
  { count, isAnswered }: Use,
): number {
  let key = counts.get(of.principalId)
  if (!key) counts.set(of.principalId, (key = { workspaceId: of.workspaceId, byConnection: new Map() }))
  const { byConnection } = key
  const use = byConnection.get(connectionId)
  if (!use) byConnection.set(connectionId, { count, isAnswered })
  else {
    use.count += count
    if (isAnswered) use.isAnswered = true
  }
  return byConnection.size
}

function toLines(counted: Record<UsageLine['type'], Counts>): (UsageLine & Use)[] {
  return USAGE_TYPES.flatMap((type) =>
    [...counted[type]].flatMap(([principalId, { workspaceId, byConnection }]) =>
      [...byConnection].map(([connectionId, use]) => ({
        type,
        principalId,
        workspaceId,
        connectionId,
        ...use,
      })),
    ),
  )
}
