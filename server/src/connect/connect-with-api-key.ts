import type { Secret } from '../kernel/secret.ts'
import type { ConnectionPermissions, Connection, Labels } from '../connections/connection.ts'
import { mergeLabels } from '../connections/merge-labels.ts'
import { saveConnection } from '../connections/save-connection.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import type { Principal } from '../workspaces/principal.ts'
import { accountOfApiKey } from './account-of-api-key.ts'
import type { ConnectContext } from './context.ts'

export interface NewKeyConnection {
  readonly providerSlug: string
  readonly endUserId: string
  readonly apiKey: Secret
  readonly permissions: ConnectionPermissions
  readonly labels: Labels
}

/**
 * Connects an account with an API key only.
 * @throws ProblemError invalid_request (too many labels), unsupported_by_provider, credentials_rejected, connection_exists, end_user_removed, and as `lookUpAccountAt`
 */
export async function connectWithApiKey(
  context: ConnectContext,
  principal: Principal,
  { providerSlug, endUserId, apiKey, permissions, labels: given }: NewKeyConnection,
): Promise<Connection> {
  const labels = mergeLabels({}, given)
  const endUsersVersion = await context.store.connections.endUsersVersion(principal.workspaceId)
  const account = await accountOfApiKey(context, providerOf(context, providerSlug), apiKey)
  const made = {
    providerSlug,
    oauthAppId: null,
    endUserId,
    account,
    permissions,
    labels,
    tokens: null,
    apiKey,
  }
  return saveConnection(context, principal, made, { method: 'api_key', endUsersVersion, ifKnown: 'reject' })
}
