import type { Caller } from './caller.ts'
import type { Access, Connection } from './connection.ts'
import { readConnection } from './read-connection.ts'
import type { Ports } from './ports.ts'

/**
 * Changes what the connection may be used for. It takes effect with the next call.
 * @throws HubError connection_not_found
 */
export async function changeAccess(
  ports: Ports,
  caller: Caller,
  { id, access }: { id: string; access: Access },
): Promise<Connection> {
  const connection = await readConnection(ports, caller, id)
  const data = { from: connection.access, to: access }
  const event = { type: 'connection.access_changed', connectionId: id, actor: caller.keyId, data } as const
  const how = { guard: 'version', events: [event], now: ports.now().getTime() } as const
  const changed = await ports.store.connections.change(connection, { access }, how)
  return changed ? readConnection(ports, caller, id) : changeAccess(ports, caller, { id, access })
}
