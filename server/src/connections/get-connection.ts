import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { Connection } from './connection.ts'
import type { ConnectionsContext } from './context.ts'

/** The connections that a principal may access: those of the workspace, or of one end user; `connectionIds` limits them further. */
export type ConnectionAccess = Pick<Principal, 'workspaceId' | 'endUserId' | 'connectionIds'>

/** @throws ProblemError connection_not_found, also for a connection that may not be accessed */
export async function getConnection(
  { store }: Pick<ConnectionsContext, 'store'>,
  { workspaceId, endUserId, connectionIds }: ConnectionAccess,
  id: string,
): Promise<Connection> {
  const connection = await store.connections.read(workspaceId, id)
  if (
    !connection ||
    (endUserId !== null && connection.endUserId !== endUserId) ||
    connectionIds?.has(id) === false
  )
    throw new ProblemError('connection_not_found')
  return connection
}

/** A connection as it is now. @throws ProblemError connection_not_found if it was deleted meanwhile */
export function rereadConnection(
  context: Pick<ConnectionsContext, 'store'>,
  { id, workspaceId, endUserId }: Connection,
): Promise<Connection> {
  return getConnection(context, { workspaceId, endUserId, connectionIds: null }, id)
}

/**
 * Asserts that a principal who is limited to one end user, as a member is, acts for that end user.
 * @throws ProblemError insufficient_role
 */
export function assertOwnEndUser(access: Pick<ConnectionAccess, 'endUserId'>, endUserId: string): void {
  if (access.endUserId !== null && access.endUserId !== endUserId) throw new ProblemError('insufficient_role')
}
