import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Connection } from './connection.ts'
import { getConnection } from './get-connection.ts'
import type { ConnectionsContext } from './context.ts'

/**
 * Changes the permissions of a connection, effective with the next call.
 * @throws ProblemError connection_not_found
 */
export async function updatePermissions(
  context: ConnectionsContext,
  principal: Principal,
  { id, permissions }: { id: string; permissions: ConnectionPermissions },
): Promise<Connection> {
  const connection = await getConnection(context, principal, id)
  const data = { from: connection.permissions, to: permissions }
  const event = {
    type: 'connection.permissions_updated',
    connectionId: id,
    actor: principal.principalId,
    data,
  } as const
  const how = { guard: 'version', events: [event], now: context.now().getTime() } as const
  const changed = await context.store.connections.change(connection, { permissions }, how)
  return changed
    ? getConnection(context, principal, id)
    : updatePermissions(context, principal, { id, permissions })
}
