import type { DeletedConnection, DisconnectResult, ProviderRevocation } from '@letterlock/sdk/wire.ts'
import type { Principal } from '../workspaces/principal.ts'
import { disconnect } from './disconnect.ts'
import type { ConnectionsContext } from './context.ts'
import { getConnection } from './get-connection.ts'

/**
 * Deletes a connection: disconnects each credential as `disconnect` does, then deletes the row, personal data in its events, and what
 * webhook receivers have answered to them. An event records that it existed, who deleted it and when.
 * @throws ProblemError connection_not_found
 */
export async function deleteConnection(
  context: ConnectionsContext,
  principal: Principal,
  id: string,
): Promise<DeletedConnection> {
  const reports: DisconnectResult[] = []
  for (;;) {
    const report = await disconnect(context, principal, id)
    if (report.deletedCredentials.length > 0) {
      // The API key fallback is removed after the token set.
      reports.push(report)
      continue
    }
    const connection = await getConnection(context, principal, id)
    const { providerSlug: provider } = connection
    const deletedCredentials = reports.flatMap((one) => one.deletedCredentials)
    const data = { provider, deletedCredentials }
    const event = {
      type: 'connection.deleted',
      connectionId: id,
      actor: principal.principalId,
      data,
    } as const
    // The connection changed between read and delete: try again.
    if (!(await context.store.connections.remove(connection, event, context.now().getTime()))) continue
    return {
      id,
      deleted: true,
      deletedCredentials,
      providerRevocation: revocationOf(reports.map(({ providerRevocation }) => providerRevocation)),
      detail: ['The connection is deleted.', ...reports.map(({ detail }) => detail)].join(' '),
      authorizedAppsUrl:
        reports.find(({ authorizedAppsUrl }) => authorizedAppsUrl !== null)?.authorizedAppsUrl ?? null,
    }
  }
}

/** The revocation of all credentials together: `failed` before `revoked`, and `revoked` before `unsupported`. */
function revocationOf(each: readonly ProviderRevocation[]): ProviderRevocation {
  return each.find((one) => one === 'failed') ?? each.find((one) => one === 'revoked') ?? 'unsupported'
}
