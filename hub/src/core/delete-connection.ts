import type { DeletedConnection, DisconnectReport } from '@letterlock/client/wire.ts'
import type { Caller } from './caller.ts'
import { disconnect } from './disconnect.ts'
import type { Ports } from './ports.ts'
import { readConnection } from './read-connection.ts'

/**
 * Deletes a connection: whatever credential it has is cut as `disconnect` cuts it, then the row goes, and with it what is
 * personal. The audit log keeps that it was there, and who deleted it when. A second time there is nothing to delete.
 * @throws HubError connection_not_found
 */
export async function deleteConnection(ports: Ports, caller: Caller, id: string): Promise<DeletedConnection> {
  const reports: DisconnectReport[] = []
  for (;;) {
    const report = await disconnect(ports, caller, id)
    if (report.erased.length > 0) {
      // An API key that stood in is cut after the token.
      reports.push(report)
      continue
    }
    const connection = await readConnection(ports, caller, id)
    const { providerId: provider } = connection
    const erased = reports.flatMap((one) => one.erased)
    const data = { provider, erased }
    const event = { type: 'connection.deleted', connectionId: id, actor: caller.keyId, data } as const
    // It changed between reading and deleting: somebody has connected it again.
    if (!(await ports.store.connections.remove(connection, event, ports.now().getTime()))) continue
    return {
      id,
      deleted: true,
      erased,
      revokedAtProvider: reports.some(({ revokedAtProvider }) => revokedAtProvider),
      detail: ['The connection is deleted.', ...reports.map(({ detail }) => detail)].join(' '),
      removalUrl: reports.find(({ removalUrl }) => removalUrl !== null)?.removalUrl ?? null,
    }
  }
}
