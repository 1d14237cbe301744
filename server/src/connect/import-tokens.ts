import type { ConnectContext } from './context.ts'
import { ProblemError } from '../kernel/errors.ts'
import { refreshTokens } from '../oauth/refresh-grant.ts'
import type { Secret } from '../kernel/secret.ts'
import { credentialsOf, oauthAppFor, providerOf } from '../workspaces/oauth-apps.ts'
import type { Principal } from '../workspaces/principal.ts'
import type {
  ConnectionPermissions,
  Account,
  Connection,
  Labels,
  TokenSet,
} from '../connections/connection.ts'
import { mergeLabels } from '../connections/merge-labels.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import type { OAuthAppCredentials } from '../workspaces/oauth-apps.ts'
import { callAsOAuthApp } from '../connections/call-as-oauth-app.ts'
import { accountProblem, lookUpAccount } from '../connections/account-lookup.ts'
import { keepingTokens, takeKept, type HoldTokens } from './kept-grants.ts'
import { saveConnection } from '../connections/save-connection.ts'
import type { Provider } from '../providers/provider.ts'
import {
  endByDefault,
  isComplete,
  learnLifetime,
  NO_TOKENS,
  refreshTokenOnly,
  takeRefreshToken,
  takeTokens,
} from '../connections/take-tokens.ts'

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
  readonly labels: Labels
}

/**
 * Connects an account with tokens from another system. The account lookup verifies them; a rejected access token is refreshed
 * first if there is a refresh token.
 * @throws ProblemError invalid_request (too many labels), oauth_app_not_found, credentials_rejected, oauth_app_rejected, account_access_denied, connection_exists, end_user_removed, and as `lookUpAccount` and `refreshTokens`
 */
export async function importTokens(
  context: ConnectContext,
  principal: Principal,
  input: ImportedTokens,
  method: 'import' | 'legacy_exchange' = 'import',
): Promise<Connection> {
  const { providerSlug, endUserId, permissions } = input
  const labels = mergeLabels({}, input.labels)
  const provider = providerOf(context, providerSlug)
  const endUsersVersion = await context.store.connections.endUsersVersion(principal.workspaceId)
  const app = await oauthAppFor(context, principal.workspaceId, input)
  const { workspaceId } = principal
  const spent = input.refreshToken && {
    workspaceId,
    secret: input.refreshToken.reveal(),
    provider,
    oauthAppId: null,
  }
  const kept = spent ? await takeKept(context, spent) : undefined
  const save = async (hold: HoldTokens): Promise<Connection> => {
    const { tokens, account } = await verify(context, provider, app, { ...input, kept, hold })
    const made = {
      providerSlug,
      oauthAppId: app.id,
      endUserId,
      account,
      permissions,
      labels,
      tokens,
      apiKey: null,
    }
    return saveConnection(context, principal, made, { method, endUsersVersion, ifKnown: 'reject' })
  }
  // The provider may replace the imported refresh token. The new one is stored if a later step fails.
  return spent ? keepingTokens(context, spent, kept, save) : save(() => undefined)
}

interface ToVerify extends ImportedTokens {
  /** The tokens that an earlier import received for the same refresh token. */
  readonly kept: TokenSet | undefined
  readonly hold: HoldTokens
}

async function verify(
  context: ConnectContext,
  provider: Provider,
  app: OAuthApp,
  { accessToken, refreshToken, expiresAt, kept, hold }: ToVerify,
): Promise<{ tokens: TokenSet; account: Account }> {
  const now = context.now().getTime()
  if (kept) return verifyRefreshed(context, provider, app, { tokens: kept, hold })
  const ended = expiresAt !== null && expiresAt <= now
  const identity = ended
    ? 'unauthorized'
    : await lookUpAccount(context, provider, { token: accessToken, app })
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
    return {
      tokens: await learnLifetime(context, provider, credentialsOf(context, app), given),
      account: identity,
    }
  }
  // A refresh helps neither a disabled account nor a rejected OAuth app, and may use up the refresh token.
  if (identity !== 'unauthorized') throw accountProblem(provider, identity)
  if (refreshToken === null || provider.token.refresh === 'none') throw tokensRejected(provider)
  const given = { ...NO_TOKENS, accessToken, refreshToken, expiresAt: ENDED, lifetimeKnown: true }
  return verifyRefreshed(context, provider, app, { tokens: given, hold })
}

/** The expiry of an access token that must be refreshed before use. */
const ENDED = 0

/** Refreshes the tokens if needed, and looks up their account. */
async function verifyRefreshed(
  context: ConnectContext,
  provider: Provider,
  app: OAuthApp,
  { tokens: given, hold }: { readonly tokens: TokenSet; readonly hold: HoldTokens },
): Promise<{ tokens: TokenSet; account: Account }> {
  const credentials = credentialsOf(context, app)
  const { expiresAt, refreshToken } = given
  const isFresh = expiresAt === null || expiresAt > context.now().getTime()
  const fresh =
    isFresh || !refreshToken
      ? given
      : await refreshGiven(context, provider, credentials, { given, refreshToken, hold })
  const tokens = await learnLifetime(context, provider, credentials, fresh)
  const identity = await lookUpAccount(context, provider, { token: tokens.accessToken, app })
  if (identity === 'unauthorized') throw tokensRejected(provider)
  if (typeof identity === 'string') throw accountProblem(provider, identity)
  return { tokens, account: identity }
}

function tokensRejected(provider: Provider): ProblemError {
  const facts = { credentialType: 'tokens' }
  return new ProblemError('credentials_rejected', {
    detail: `${provider.id}: the tokens are rejected`,
    provider,
    facts,
  })
}

/** @throws ProblemError provider_response_invalid (only the refresh token was replaced), and as `refreshTokens` */
async function refreshGiven(
  context: ConnectContext,
  provider: Provider,
  credentials: OAuthAppCredentials,
  {
    given,
    refreshToken,
    hold,
  }: { readonly given: TokenSet; readonly refreshToken: Secret; readonly hold: HoldTokens },
): Promise<TokenSet> {
  const sentAt = context.now().getTime()
  const answer = await callAsOAuthApp(context, provider, credentials, (client, send) =>
    refreshTokens(provider.token, { ...client, refreshToken }, send),
  )
  if (!isComplete(answer)) {
    hold(takeRefreshToken(given, answer, sentAt))
    throw refreshTokenOnly(provider)
  }
  const tokens = takeTokens(context, provider, { answer, old: given, sentAt })
  hold(tokens)
  return tokens
}
