import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { USAGE_TYPES, type UsageLine } from '../connections/usage.ts'

/** Counts token reads and forwarded calls in memory; writes one event per principal and connection. The memory is bounded as a whole. */
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
    if (batch.lost > 0) log.warn({ lineCount: batch.lost }, 'calls were not counted')
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
      for (const line of lines) note(line.type, line, line.connectionId, line)
      for (const id of used) keys.add(id)
    }
  }
  const note = (type: UsageLine['type'], of: Of, connectionId: string, use: Use): void => {
    if (add(counted, type, of, connectionId, use)) return
    if (counted.lost === 0)
      log.error({ lineCount: counted.lines }, 'usage is not counted any more until it can be written')
    counted.lost += use.count
  }
  return {
    count(type, principal, connectionId, isAnswered = false) {
      note(type, principal, connectionId, isAnswered ? ANSWERED : UNANSWERED)
      if (counted.lines > FLUSHED_LINES && mayFlushEarly) void flush()
    },
    usedKey: (principalId) => void keys.add(principalId),
    flush,
  }
}

/** As many lines are flushed early. */
const FLUSHED_LINES = 20_000
/** While the database is away, no more are begun: some 30 MB. */
const MAX_LINES = 100_000

interface Use {
  readonly count: number
  /** Whether the provider responded with success, once at least. */
  readonly isAnswered: boolean
}

const ANSWERED: Use = { count: 1, isAnswered: true }
const UNANSWERED: Use = { count: 1, isAnswered: false }

interface Of {
  readonly principalId: string
  readonly workspaceId: string
}

/** Principal → connection → use: two lookups and no string concatenation per request. */
type ByPrincipal = Map<
  string,
  { workspaceId: string; byConnection: Map<string, { -readonly [Key in keyof Use]: Use[Key] }> }
>

interface Counts {
  readonly byType: Readonly<Record<UsageLine['type'], ByPrincipal>>
  /** How many there are in all. */
  lines: number
  /** Calls for which there was no room. */
  lost: number
}

const emptyCounts = (): Counts => ({
  byType: { 'token.retrieved': new Map(), 'call.forwarded': new Map() },
  lines: 0,
  lost: 0,
})

/** False if there is no room for another line. */
function add(
  counts: Counts,
  type: UsageLine['type'],
  of: Of,
  connectionId: string,
  { count, isAnswered }: Use,
): boolean {
  const byPrincipal = counts.byType[type]
  let key = byPrincipal.get(of.principalId)
  const use = key?.byConnection.get(connectionId)
  if (use) {
    use.count += count
    if (isAnswered) use.isAnswered = true
    return true
  }
  if (counts.lines >= MAX_LINES) return false
  if (!key) byPrincipal.set(of.principalId, (key = { workspaceId: of.workspaceId, byConnection: new Map() }))
  key.byConnection.set(connectionId, { count, isAnswered })
  counts.lines++
  return true
}

function toLines({ byType }: Counts): (UsageLine & Use)[] {
  return USAGE_TYPES.flatMap((type) =>
    [...byType[type]].flatMap(([principalId, { workspaceId, byConnection }]) =>
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
