import { HubError } from '../errors.ts'
import type { Connection } from './connection.ts'
import type { Ports } from './ports.ts'

/** @throws HubError connection_not_found */
export async function readConnection(
  { store }: Pick<Ports, 'store'>,
  workspaceId: string,
  id: string,
): Promise<Connection> {
  const connection = await store.connections.read(workspaceId, id)
  if (!connection) throw new HubError('connection_not_found')
  return connection
}
