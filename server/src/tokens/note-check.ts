import { isDeepStrictEqual } from 'node:util'
import type { ProblemError } from '../kernel/errors.ts'
import type { Connection } from '../connections/connection.ts'
import { SYSTEM, type NewEvent } from '../workspaces/event.ts'
import type { ConnectionChange } from '../connections/connection-repository.ts'
import type { ConnectionEvent } from '../connections/credential-events.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { judgeFindings, type Findings } from './credential-check.ts'
import { rereadConnection } from '../connections/get-connection.ts'

/** The change and the events that follow from a check. */
export interface Noted {
  readonly change: ConnectionChange
  readonly events: readonly ConnectionEvent[]
}

/** What follows from a check with a result. It clears failed checks. */
export function judgeCheck(connection: Connection, findings: Findings, now: number): Noted {
  const { change, events } = judgeFindings(connection, findings, now)
  return { change: { ...change, lastCheckedAt: now, failedCheck: null }, events }
}

/** What follows from a check without a result: it says nothing about the credential, and is reported as an event. */
export function judgeFailedCheck({ failedCheck }: Connection, { code }: ProblemError, now: number): Noted {
  const since = failedCheck?.since ?? now
  return {
    change: { failedCheck: { since, errorCode: code } },
    events: [
      { type: 'connection.check_failed', data: { errorCode: code, since: new Date(since).toISOString() } },
    ],
  }
}

/** The check has the actor that asked for it; what it found has the actor `system`. */
function attribute(events: readonly ConnectionEvent[], connectionId: string, asker: string): NewEvent[] {
  return events.map((event) => {
    const asked = event.type === 'connection.checked' || event.type === 'connection.check_failed'
    return { ...event, connectionId, actor: asked ? asker : SYSTEM }
  })
}

/** Saves the result of a requested check. */
export async function noteCheck(
  context: ConnectionsContext,
  connection: Connection,
  judge: (connection: Connection) => Noted,
  asker: string,
): Promise<Connection> {
  const { change, events } = judge(connection)
  const attributed = attribute(events, connection.id, asker)
  const how = { guard: 'version', events: attributed, now: context.now().getTime() } as const
  const noted = await context.store.connections.change(connection, change, how)
  const current = await rereadConnection(context, connection)
  // The result is about these credentials; if one was replaced meanwhile, the result is dropped.
  return noted || !hasSameCredentials(connection, current)
    ? current
    : noteCheck(context, current, judge, asker)
}

function hasSameCredentials(one: Connection, other: Connection): boolean {
  return (
    one.tokenSetVersion === other.tokenSetVersion &&
    isDeepStrictEqual(one.apiKeyCiphertext, other.apiKeyCiphertext)
  )
}
