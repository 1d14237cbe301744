import type { DisconnectReport } from '@letterlock/client/wire.ts'
import { providerOf } from './apps.ts'
import { readConnection } from './check-connection.ts'
import type { Ports } from './ports.ts'

/**
 * Cuts the connection: erases the credential at once, keeps a line in the audit trail, and tells what could not be
 * done from here. Doing it twice changes nothing and says so.
 * @throws HubError connection_not_found
 */
export async function disconnect(
  ports: Ports,
  { workspaceId, id, actor }: { workspaceId: string; id: string; actor: string },
): Promise<DisconnectReport> {
  const connection = await readConnection(ports, workspaceId, id)
  const provider = providerOf(ports, connection.providerId)
  const { pageUrl } = provider.revocation
  if (connection.sealedTokens === null) {
    const detail = 'This connection was cut before; nothing was left to erase.'
    return {
      connection: id,
      erased: [],
      revokedAtProvider: false,
      detail,
      removalUrl: ports.outbound.browserUrl(pageUrl),
    }
  }
  const event = { type: 'connection.disconnected', connectionId: id, actor } as const
  const change = { reason: 'disconnected_by_user', sealedTokens: null } as const
  if (!(await ports.store.connections.change(connection, change, event, ports.now().getTime()))) {
    // It changed between reading and writing: look again. Each round follows somebody else's finished write.
    return disconnect(ports, { workspaceId, id, actor })
  }
  return {
    connection: id,
    erased: ['oauth'],
    revokedAtProvider: false,
    detail: `The token is erased here. ${provider.name} has no address where it could be revoked: to end it there too, remove the app on the page below.`,
    removalUrl: ports.outbound.browserUrl(pageUrl),
  }
}
