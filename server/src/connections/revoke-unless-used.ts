import { ProblemError } from '../kernel/errors.ts'
import type { Connection, TokenSet } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { revokeAtProvider } from './revoke-at-provider.ts'

interface Unused extends Pick<Connection, 'workspaceId' | 'providerSlug' | 'oauthAppId'> {
  /** Of the connection that had the tokens; absent: none had. */
  readonly id?: string
  readonly accountId: string
}

/**
 * Revokes tokens that no connection has. Not while another connection leads to their account: some providers end all grants of an OAuth app
 * to an account with one of them. What fails is logged.
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
    // What the request was for is done, so it succeeds all the same.
    context.log.warn(
      { connectionId: id, errorCode: error.code },
      'tokens that no connection has were not revoked',
    )
  }
}
