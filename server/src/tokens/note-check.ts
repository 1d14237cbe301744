import type { ProblemError } from '../kernel/errors.ts'
import type { Connection } from '../connections/connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { ConnectionChange } from '../connections/connection-repository.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { judgeFindings, type Findings } from './credential-check.ts'
import { readConnection } from '../connections/get-connection.ts'

type Told = Omit<NewEvent, 'connectionId' | 'actor'>

/** What a check changes, and what is told of it. */
export interface Noted {
  readonly change: ConnectionChange
  readonly events: readonly Told[]
}

/** An answered check ends those that failed before it. */
export function judgeCheck(connection: Connection, findings: Findings, now: number): Noted {
  const { change, events } = judgeFindings(connection, findings)
  return { change: { ...change, lastCheckedAt: now, failedCheck: null }, events }
}

/** The platform is in trouble: that says nothing about the credential, and is told all the same. */
export function judgeFailedCheck({ failedCheck }: Connection, { code }: ProblemError, now: number): Noted {
  const since = failedCheck?.since ?? now
  return {
    change: { failedCheck: { since, errorCode: code } },
    events: [
      { type: 'connection.check_failed', data: { errorCode: code, since: new Date(since).toISOString() } },
    ],
  }
}

/** Who asked did the asking; what was found happened by itself. */
export function attribute(events: readonly Told[], connectionId: string, asker: string): NewEvent[] {
  return events.map((event) => {
    const asked = event.type === 'connection.checked' || event.type === 'connection.check_failed'
    return { ...event, connectionId, actor: asked ? asker : 'system' }
  })
}

/** Writes down what came of a check that somebody asked for. */
export async function noteCheck(
  ports: ConnectionsContext,
  connection: Connection,
  { change, events }: Noted,
  asker: string,
): Promise<Connection> {
  const told = attribute(events, connection.id, asker)
  // Findings are of this token set; when somebody else changed it meanwhile, theirs is the newer truth.
  const how = { guard: 'token_set_version', events: told, now: ports.now().getTime() } as const
  await ports.store.connections.change(connection, change, how)
  return readConnection(ports, connection, connection.id)
}
