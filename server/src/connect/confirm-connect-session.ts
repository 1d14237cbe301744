import { ProblemError, withFacts } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { redeemCode } from '../oauth/code-grant.ts'
import { Secret } from '../kernel/secret.ts'
import { credentialsOf, getOAuthApp } from '../workspaces/oauth-apps.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { Account, Connection, TokenSet } from '../connections/connection.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import type { Provider } from '../providers/provider.ts'
import type { AuthorizationRequest } from './authorization-request.ts'
import type { ConnectSession } from './connect-session.ts'
import { requireAccount } from '../connections/account-lookup.ts'
import { callAsOAuthApp } from '../connections/call-as-oauth-app.ts'
import { keepingTokens, keepTokens, takeKept, type HoldTokens } from './kept-grants.ts'
import { saveConnection } from '../connections/save-connection.ts'
import type { ConnectContext } from './context.ts'
import { assertOwnEndUser } from '../connections/get-connection.ts'
import {
  createConfirmationToken,
  openConfirmationToken,
  type ConfirmationTokenContent,
} from './confirmation-token.ts'
import { learnLifetime, NO_TOKENS, takeTokens } from '../connections/take-tokens.ts'

export interface Confirm {
  readonly sessionId: string
  readonly confirmationToken: Secret
  /** The application's user who is signed in to it, in the browser that brought the confirmation token. */
  readonly endUserId: string
  /** The account that the end user accepted after `account_mismatch`; null before. */
  readonly acceptAccountId: string | null
}

/**
 * Confirms a connect session: the application states which of its users is signed in. Only then is the authorization code redeemed.
 * If one user creates a link and another opens it, nothing is connected (docs/security.md, OA-08).
 * @throws ProblemError connect_session_not_found, confirmation_token_invalid, confirmation_token_expired, confirmation_token_used,
 * end_user_mismatch, end_user_removed, insufficient_role, account_mismatch, account_lookup_delayed, and as `redeemCode` and `requireAccount`
 */
export async function confirmConnectSession(
  context: ConnectContext,
  principal: Principal,
  confirm: Confirm,
): Promise<Connection> {
  // Read before the session, so that `saveConnection` notices an erasure after this line.
  const endUsersVersion = await context.store.connections.endUsersVersion(principal.workspaceId)
  const session = await context.store.connectSessions.read(confirm.sessionId)
  if (session?.workspaceId !== principal.workspaceId) throw new ProblemError('connect_session_not_found')
  assertOwnEndUser(principal, confirm.endUserId)
  const content = openConfirmationToken(
    context,
    { workspaceId: session.workspaceId, sessionId: session.id },
    confirm.confirmationToken,
  )
  const { authorizationRequest, kept } = await takeConfirmationToken(context, session, {
    ...confirm,
    content,
  })
  const provider = definitionOf(context, authorizationRequest.providerSlug)
  const spent = {
    workspaceId: session.workspaceId,
    secret: confirm.confirmationToken.reveal(),
    provider,
    oauthAppId: authorizationRequest.oauthAppId,
  }
  const outcome = await keepingTokens(context, spent, kept, async (hold) => {
    const obtained = await obtain(context, authorizationRequest, { provider, content, kept, hold })
    const connecting = { session, endUsersVersion, authorizationRequest, confirm, provider, ...obtained }
    return connectOrAsk(context, principal, connecting)
  })
  // `account_mismatch` is returned, not thrown, because the tokens are already kept for the end user's decision.
  if (outcome instanceof ProblemError) throw outcome
  return outcome
}

/** Takes the confirmation token once; again while the tokens that were obtained with it are kept (kept-grants.ts). */
async function takeConfirmationToken(
  context: ConnectContext,
  { workspaceId, endUserId }: ConnectSession,
  confirm: Pick<Confirm, 'confirmationToken' | 'endUserId'> & { readonly content: ConfirmationTokenContent },
): Promise<{ authorizationRequest: AuthorizationRequest; kept?: TokenSet }> {
  const { store, now } = context
  const secret = confirm.confirmationToken.reveal()
  const hash = hashToken(secret)
  const authorizationRequest = await store.authorizationRequests.takeConfirmationToken(
    hash,
    workspaceId,
    now().getTime(),
  )
  const known = authorizationRequest
    ? undefined
    : await store.authorizationRequests.findConfirmationToken(hash, workspaceId)
  if (!authorizationRequest && !known) throw new ProblemError('confirmation_token_invalid')
  if (known?.used === false) throw new ProblemError('confirmation_token_expired')
  if (endUserId !== confirm.endUserId) throw new ProblemError('end_user_mismatch')
  if (authorizationRequest && confirm.content.kind === 'code') return { authorizationRequest }
  const kept = await takeKept(context, { workspaceId, secret })
  const taken = authorizationRequest ?? known?.authorizationRequest
  if (!kept || !taken) throw new ProblemError('confirmation_token_used')
  return { authorizationRequest: taken, kept }
}

interface Obtained {
  readonly tokens: TokenSet
  readonly account: Account
}

/** Redeems the code and looks up the account, unless that was done before the end user had to decide. */
async function obtain(
  context: ConnectContext,
  authorizationRequest: AuthorizationRequest,
  {
    provider,
    content,
    kept,
    hold,
  }: {
    readonly provider: Provider
    readonly content: ConfirmationTokenContent
    readonly kept: TokenSet | undefined
    readonly hold: HoldTokens
  },
): Promise<Obtained> {
  if (kept && content.kind === 'account') return { tokens: kept, account: content.account }
  if (content.kind === 'account') throw new ProblemError('confirmation_token_used')
  const app = await getOAuthApp(context, authorizationRequest.workspaceId, authorizationRequest.oauthAppId)
  const tokens = kept ?? (await redeem(context, authorizationRequest, { provider, content, app, hold }))
  const account = await requireAccount(context, provider, { token: tokens.accessToken, app })
  return { tokens, account }
}

interface Redemption {
  readonly provider: Provider
  readonly content: Extract<ConfirmationTokenContent, { kind: 'code' }>
  readonly app: OAuthApp
  readonly hold: HoldTokens
}

async function redeem(
  context: ConnectContext,
  authorizationRequest: AuthorizationRequest,
  { provider, content, app, hold }: Redemption,
): Promise<TokenSet> {
  const sentAt = context.now().getTime()
  const credentials = credentialsOf(context, app)
  const grant = {
    code: new Secret(content.code),
    redirectUri: authorizationRequest.redirectUri,
    codeVerifier: content.verifier === null ? null : new Secret(content.verifier),
  }
  const answer = await callAsOAuthApp(context, provider, credentials, (client, send) =>
    redeemCode(provider.token, { ...client, ...grant }, send),
  )
  const tokens = takeTokens(context, provider, { answer, old: NO_TOKENS, sentAt })
  hold(tokens)
  return learnLifetime(context, provider, credentials, tokens)
}

interface ToConnect extends Obtained {
  readonly session: ConnectSession
  readonly endUsersVersion: number
  readonly authorizationRequest: AuthorizationRequest
  readonly confirm: Confirm
  readonly provider: Provider
}

/** @returns the saved connection; or `account_mismatch` with a new confirmation token, if the session is for another account */
async function connectOrAsk(
  context: ConnectContext,
  principal: Principal,
  { session, endUsersVersion, authorizationRequest, confirm, provider, tokens, account }: ToConnect,
): Promise<Connection | ProblemError> {
  const { providerSlug, oauthAppId, permissions, permissionsChosen } = authorizationRequest
  const { id, connectionId, endUserId, labels } = session
  const made = { providerSlug, oauthAppId, endUserId, account, permissions, labels, tokens, apiKey: null }
  try {
    return await saveConnection(context, principal, made, {
      method: 'connect_session',
      endUsersVersion,
      ifKnown: 'update',
      permissionsChosen,
      session: { id, connectionId, acceptAccountId: confirm.acceptAccountId },
    })
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== 'account_mismatch') throw error
    return askAboutAccount(context, { authorizationRequest, confirm, provider, tokens, account }, error)
  }
}

/** An account is never replaced silently: the tokens are kept, under a new confirmation token, until the end user has decided. */
async function askAboutAccount(
  context: ConnectContext,
  {
    authorizationRequest,
    confirm,
    provider,
    tokens,
    account,
  }: Omit<ToConnect, 'session' | 'endUsersVersion'>,
  mismatch: ProblemError,
): Promise<ProblemError> {
  const next = createConfirmationToken(context, authorizationRequest, { kind: 'account', account })
  const spent = { ...authorizationRequest, secret: next.text.reveal(), provider }
  await keepTokens(context, spent, tokens, { accountId: account.id, expiresAt: next.expiresAt })
  await context.store.authorizationRequests.replaceConfirmationToken(
    hashToken(confirm.confirmationToken.reveal()),
    next.hash,
    next.expiresAt,
  )
  return withFacts(mismatch, { confirmationToken: next.text.reveal() })
}
