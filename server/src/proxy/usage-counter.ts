import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { USAGE_TYPES, type AnsweredCall, type UsageLine } from '../connections/usage.ts'

/** Counts token reads and forwarded calls in memory, and writes one event per principal and connection. Memory is bounded. */
export interface UsageCounter {
  /** @param answered the credential of a successful call: `api_key`, or the version of the token set; null if the call had no success */
  count(
    type: UsageLine['type'],
    principal: Principal,
    connectionId: string,
    answered?: number | 'api_key' | null,
  ): void
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
  // During a flush, and after a failure, the next one starts on schedule, not with each call.
  let mayFlushEarly = true
  let flushing = Promise.resolve()
  /** Flushes run one after the other, so that everything is written when the last one has ended. Never rejects. */
  const flush = (): Promise<void> => {
    mayFlushEarly = false
    return (flushing = flushing.then(writeCounted))
  }
  const writeCounted = async (): Promise<void> => {
    const batch = counted
    counted = emptyCounts()
    const lines = toLines(batch)
    if (batch.lost > 0) log.warn({ lineCount: batch.lost }, 'calls were not counted')
    const used = new Set([...keys, ...lines.map(({ principalId }) => principalId)])
    keys = new Set()
    const unwritten: Unwritten = { lines, keys: used }
    try {
      await writeInPieces(store, unwritten, now().getTime())
      mayFlushEarly = true
    } catch (error) {
      const left = unwritten.lines
      log.error({ err: error, lineCount: left.length }, 'writing usage failed, retrying at the next flush')
      for (const line of left) note(line.type, line, line.connectionId, line.count, line.answered)
      for (const id of unwritten.keys) keys.add(id)
    }
  }
  const note = (
    type: UsageLine['type'],
    of: Of,
    connectionId: string,
    count: number,
    answered: Answered,
  ): void => {
    const use = useOf(counted, type, of, connectionId)
    if (use) {
      use.count += count
      use.answered = newer(use.answered, answered)
      return
    }
    if (counted.lost === 0)
      log.error({ lineCount: counted.lines }, 'usage is not counted any more until it can be written')
    counted.lost += count
  }
  return {
    count(type, principal, connectionId, answered = null) {
      note(type, principal, connectionId, 1, answered)
      if (counted.lines > FLUSHED_LINES && mayFlushEarly) void flush()
    },
    usedKey: (principalId) => void keys.add(principalId),
    flush,
  }
}

/** This many lines are flushed early. */
const FLUSHED_LINES = 20_000
/** The maximum during a database outage: some 30 MB. */
const MAX_LINES = 100_000

/** The credential of the last successful call: a version of the token set, or the API key; null if there was none. */
type Answered = number | 'api_key' | null

interface Use {
  count: number
  answered: Answered
}

function newer(one: Answered, other: Answered): Answered {
  if (typeof one === 'number' && typeof other === 'number') return Math.max(one, other)
  return typeof one === 'number' ? one : (other ?? one)
}

interface Of {
  readonly principalId: string
  readonly workspaceId: string
}

/** Principal → connection → use: two lookups and no string concatenation per request. */
type ByPrincipal = Map<string, { workspaceId: string; byConnection: Map<string, Use> }>

interface Counts {
  readonly byType: Readonly<Record<UsageLine['type'], ByPrincipal>>
  /** Number of lines in all. */
  lines: number
  /** Lines for which there was no room. */
  lost: number
}

const emptyCounts = (): Counts => ({
  byType: { 'token.retrieved': new Map(), 'call.forwarded': new Map() },
  lines: 0,
  lost: 0,
})

/** Undefined if there is no room for another line. */
function useOf(counts: Counts, type: UsageLine['type'], of: Of, connectionId: string): Use | undefined {
  const byPrincipal = counts.byType[type]
  let key = byPrincipal.get(of.principalId)
  const known = key?.byConnection.get(connectionId)
  if (known) return known
  if (counts.lines >= MAX_LINES) return undefined
  if (!key) byPrincipal.set(of.principalId, (key = { workspaceId: of.workspaceId, byConnection: new Map() }))
  const use: Use = { count: 0, answered: null }
  key.byConnection.set(connectionId, use)
  counts.lines++
  return use
}

interface Unwritten {
  lines: readonly (UsageLine & Readonly<Use>)[]
  keys: ReadonlySet<string>
}

/** Lines per transaction: other writes and requests wait for these only, not for the lines of all connections. */
const LINES_AT_ONCE = 100

/** Writes some lines at a time, and removes them from `unwritten`. */
async function writeInPieces(
  { connections }: Pick<ConnectionsContext['store'], 'connections'>,
  unwritten: Unwritten,
  at: number,
): Promise<void> {
  while (unwritten.lines.length > 0 || unwritten.keys.size > 0) {
    const lines = unwritten.lines.slice(0, LINES_AT_ONCE)
    await connections.recordUsage({ lines, answered: answeredCalls(lines, at), keys: unwritten.keys }, at)
    unwritten.lines = unwritten.lines.slice(LINES_AT_ONCE)
    unwritten.keys = new Set()
  }
}

function answeredCalls(
  lines: readonly (UsageLine & Readonly<Use>)[],
  at: number,
): ReadonlyMap<string, AnsweredCall> {
  const answered = new Map<string, Answered>()
  for (const line of lines)
    if (line.answered !== null)
      answered.set(line.connectionId, newer(answered.get(line.connectionId) ?? null, line.answered))
  return new Map(
    Array.from(answered, ([id, by]) => [id, { at, tokenSetVersion: typeof by === 'number' ? by : null }]),
  )
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
