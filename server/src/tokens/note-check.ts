import type { ProblemError } from '../kernel/errors.ts'
import type { Connection } from '../connections/connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { ConnectionChange } from '../connections/connection-repository.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { judgeFindings, type Findings } from './credential-check.ts'
import { readConnection } from '../connections/get-connection.ts'

type UnattributedEvent = Omit<NewEvent, 'connectionId' | 'actor'>

/** The change and the events that follow from a check. */
export interface Noted {
  readonly change: ConnectionChange
  readonly events: readonly UnattributedEvent[]
}

/** A check that was answered clears failed checks. */
export function judgeCheck(connection: Connection, findings: Findings, now: number): Noted {
  const { change, events } = judgeFindings(connection, findings)
  return { change: { ...change, lastCheckedAt: now, failedCheck: null }, events }
}

/** A check that was not answered says nothing about the credential; it is reported as an event. */
export function judgeFailedCheck({ failedCheck }: Connection, { code }: ProblemError, now: number): Noted {
  const since = failedCheck?.since ?? now
  return {
    change: { failedCheck: { since, errorCode: code } },
    events: [
      { type: 'connection.check_failed', data: { errorCode: code, since: new Date(since).toISOString() } },
    ],
  }
}

/** Attributes the check to its actor, and what it found to the system. */
function attribute(events: readonly UnattributedEvent[], connectionId: string, asker: string): NewEvent[] {
  return events.map((event) => {
    const asked = event.type === 'connection.checked' || event.type === 'connection.check_failed'
    return { ...event, connectionId, actor: asked ? asker : 'system' }
  })
}

/** Saves the result of a requested check. */
export async function noteCheck(
  ports: ConnectionsContext,
  connection: Connection,
  { change, events }: Noted,
  asker: string,
): Promise<Connection> {
  const attributed = attribute(events, connection.id, asker)
  // The result is about this token set; if it was replaced meanwhile, the result is dropped.
  const how = { guard: 'token_set_version', events: attributed, now: ports.now().getTime() } as const
  await ports.store.connections.change(connection, change, how)
  return readConnection(ports, connection, connection.id)
}
