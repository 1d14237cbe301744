import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Connection } from './connection.ts'
import { readConnection } from './get-connection.ts'
import type { ConnectionsContext } from './context.ts'

/**
 * Changes the permissions of a connection, effective with the next call.
 * @throws ProblemError connection_not_found
 */
export async function updatePermissions(
  ports: ConnectionsContext,
  principal: Principal,
  { id, permissions }: { id: string; permissions: ConnectionPermissions },
): Promise<Connection> {
  const connection = await readConnection(ports, principal, id)
  const data = { from: connection.permissions, to: permissions }
  const event = {
    type: 'connection.permissions_updated',
    connectionId: id,
    actor: principal.principalId,
    data,
  } as const
  const how = { guard: 'version', events: [event], now: ports.now().getTime() } as const
  const changed = await ports.store.connections.change(connection, { permissions }, how)
  return changed
    ? readConnection(ports, principal, id)
    : updatePermissions(ports, principal, { id, permissions })
}
