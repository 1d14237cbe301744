import type { Secret } from '../kernel/secret.ts'
import type { ConnectionPermissions, Connection } from '../connections/connection.ts'
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
}

/**
 * Connects an account with an API key only.
 * @throws ProblemError unsupported_by_provider, credentials_rejected, connection_exists, end_user_removed, and as `lookUpAccountAt`
 */
export async function connectWithApiKey(
  context: ConnectContext,
  principal: Principal,
  { providerSlug, endUserId, apiKey, permissions }: NewKeyConnection,
): Promise<Connection> {
  const endUsersVersion = await context.store.connections.endUsersVersion(principal.workspaceId)
  const account = await accountOfApiKey(context, providerOf(context, providerSlug), apiKey)
  const made = { providerSlug, oauthAppId: null, endUserId, account, permissions, tokens: null, apiKey }
  return saveConnection(context, principal, made, { method: 'api_key', endUsersVersion, ifKnown: 'reject' })
}
