import type { ConnectParts } from './context.ts'
import { ProblemError } from '../kernel/errors.ts'
import { refreshTokens } from '../oauth/refresh-grant.ts'
import type { ClientCredentials } from '../oauth/token-endpoint.ts'
import type { Secret } from '../kernel/secret.ts'
import { oauthAppFor, clientSecretOf, providerOf } from '../workspaces/oauth-apps.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ConnectionPermissions, Account, Connection, TokenSet } from '../connections/connection.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import { lookUpAccount } from '../connections/account-lookup.ts'
import { lookOrKeep, takeKept } from './kept-grants.ts'
import { insertConnection } from '../connections/save-connection.ts'
import type { Provider } from '../providers/provider.ts'
import { endByDefault, learnLifetime, NO_TOKENS, takeTokens } from '../connections/take-tokens.ts'

export interface ImportedTokens {
  readonly providerSlug: string
  /** The OAuth app that the tokens were issued to; null: the newest of the provider. */
  readonly oauthAppId: string | null
  readonly endUserId: string
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** Epoch milliseconds; null if unknown. */
  readonly expiresAt: number | null
  readonly permissions: ConnectionPermissions
}

/**
 * Connects an account with tokens from another system. The account lookup proves that they work; a rejected access token is refreshed
 * first if there is a refresh token.
 * @throws ProblemError oauth_app_not_found, credentials_rejected, connection_exists, and as `lookUpAccount` and `refreshTokens`
 */
export async function importTokens(
  parts: ConnectParts,
  principal: Principal,
  input: ImportedTokens,
): Promise<Connection> {
  const { ports } = parts
  const { providerSlug, endUserId, permissions } = input
  const provider = providerOf(ports, providerSlug)
  const app = await oauthAppFor(ports, principal.workspaceId, input)
  const { tokens, account } = await verify(parts, provider, app, input)
  return insertConnection(ports, principal, {
    providerSlug,
    oauthAppId: app.id,
    endUserId,
    account,
    permissions,
    tokens,
    apiKey: null,
  })
}

async function verify(
  parts: ConnectParts,
  provider: Provider,
  app: OAuthApp,
  { accessToken, refreshToken, expiresAt }: ImportedTokens,
): Promise<{ tokens: TokenSet; account: Account }> {
  const { ports } = parts
  const now = ports.now().getTime()
  const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
  const { workspaceId } = app
  const kept = refreshToken && (await takeKept(ports, { workspaceId, secret: refreshToken.reveal() }))
  if (refreshToken && kept) return verifyRefreshed(parts, provider, app, { refreshToken, kept })
  const ended = expiresAt !== null && expiresAt <= now
  const identity = ended ? 'unauthorized' : await lookUpAccount(parts, provider, { token: accessToken, app })
  if (typeof identity === 'object') {
    // The token's age is unknown: assume the default lifetime only if the token can be refreshed.
    const refreshable = refreshToken !== null && provider.token.refresh !== 'none'
    const assumed = provider.token.defaultAccessTokenLifetimeSeconds === 'never' || refreshable
    const end = expiresAt ?? (assumed ? endByDefault(provider, now) : undefined)
    const given = {
      accessToken,
      refreshToken,
      expiresAt: end ?? null,
      lifetimeKnown: end !== undefined,
      refreshExpiresAt: null,
      scope: null,
    }
    return { tokens: await learnLifetime(ports, provider, client, given), account: identity }
  }
  if (identity === 'account_disabled')
    throw new ProblemError('account_access_denied', { detail: identity, provider })
  if (refreshToken === null || provider.token.refresh === 'none')
    throw new ProblemError('credentials_rejected', {
      detail: identity,
      provider,
      facts: { credentialType: 'tokens' },
    })
  return verifyRefreshed(parts, provider, app, { refreshToken, kept: undefined })
}

/** The refresh may use up the given refresh token, so its tokens are kept if the account lookup fails. */
async function verifyRefreshed(
  parts: ConnectParts,
  provider: Provider,
  app: OAuthApp,
  { refreshToken, kept }: { readonly refreshToken: Secret; readonly kept: TokenSet | undefined },
): Promise<{ tokens: TokenSet; account: Account }> {
  const { ports } = parts
  const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
  const tokens = kept ?? (await refreshImported(parts, provider, client, refreshToken, ports.now().getTime()))
  const spent = { workspaceId: app.workspaceId, secret: refreshToken.reveal(), provider }
  const account = await lookOrKeep(ports, spent, tokens, async () => {
    const identity = await lookUpAccount(parts, provider, { token: tokens.accessToken, app })
    if (typeof identity === 'string')
      throw new ProblemError('credentials_rejected', {
        detail: identity,
        provider,
        facts: { credentialType: 'tokens' },
      })
    return identity
  })
  return { tokens, account }
}

async function refreshImported(
  { ports }: ConnectParts,
  provider: Provider,
  client: ClientCredentials,
  refreshToken: Secret,
  now: number,
): Promise<TokenSet> {
  const answer = await refreshTokens(provider.token, { ...client, refreshToken }, (url, init) =>
    ports.outbound.request(provider, url, init),
  )
  const old = { ...NO_TOKENS, refreshToken }
  return learnLifetime(ports, provider, client, takeTokens(ports, provider, { answer, old, sentAt: now }))
}
