import { ProblemError } from '../kernel/errors.ts'
import { revokeTokens } from '../oauth/revocation.ts'
import type { Provider } from '../providers/provider.ts'
import { credentialsOf, getOAuthApp } from '../workspaces/oauth-apps.ts'
import { callAsOAuthApp } from './call-as-oauth-app.ts'
import type { Connection, TokenSet } from './connection.ts'
import type { ConnectionsContext } from './context.ts'

/**
 * Revokes the tokens of a connection, or tokens that were never saved in one, if their provider has a revocation endpoint (RFC 7009).
 * @param readTokens decrypts the tokens; a ProblemError from it counts as a failed revocation
 * @returns whether the provider accepted the revocation; undefined if it has no endpoint
 */
export async function revokeAtProvider(
  context: ConnectionsContext,
  { id, workspaceId, oauthAppId }: Pick<Connection, 'workspaceId' | 'oauthAppId'> & { readonly id?: string },
  provider: Provider | undefined,
  readTokens: () => Pick<TokenSet, 'refreshToken' | 'accessToken'>,
): Promise<boolean | undefined> {
  if (!provider || provider.revocation.type === 'none') return undefined
  const { url } = provider.revocation
  try {
    const { refreshToken, accessToken } = readTokens()
    const app = await getOAuthApp(context, workspaceId, oauthAppId ?? '')
    await callAsOAuthApp(context, provider, credentialsOf(context, app), (client, send) =>
      revokeTokens(provider.token, { url, refreshToken, accessToken, ...client }, send),
    )
    return true
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    const { code, detail } = error
    context.log.warn(
      { connectionId: id, errorCode: code, errorDetail: detail },
      'revocation at the provider failed',
    )
    return false
  }
}
