import { ProblemError } from '../kernel/errors.ts'
import type { Connection, TokenSet } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { revokeAtProvider } from './revoke-at-provider.ts'

interface Unused extends Pick<Connection, 'workspaceId' | 'providerSlug' | 'oauthAppId'> {
  /** The ID of the connection that had the tokens; absent if no connection had them. */
  readonly id?: string
  readonly accountId: string
}

/**
 * Revokes tokens that no connection has, except while a connection has the same account: some providers revoke all grants of an account to
 * an OAuth app together. Errors are logged.
 */
export async function revokeUnlessUsed(
  context: ConnectionsContext,
  unused: Unused,
  readTokens: () => Pick<TokenSet, 'refreshToken' | 'accessToken'>,
): Promise<void> {
  const { id, workspaceId, providerSlug, accountId } = unused
  try {
    const users = await context.store.connections.identitiesOf({ workspaceId, providerSlug, accountId })
    if (users.length > 0) return
    await revokeAtProvider(context, unused, context.providers.get(providerSlug), readTokens)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // Logged only: the request has already done what it was for.
    context.log.warn({ connectionId: id, errorCode: error.code }, 'revoking unused tokens failed')
  }
}
