import { ProblemError } from '../kernel/errors.ts'
import { refreshTokens } from '../oauth/refresh-grant.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { TokenSet } from '../connections/connection.ts'
import { SYSTEM } from '../workspaces/event.ts'
import type { LeasedConnection } from '../connections/connection-repository.ts'
import { decryptTokenSet } from '../connections/encrypted-credentials.ts'
import { revokeAtProvider } from '../connections/revoke-at-provider.ts'
import { isComplete, refreshTokenOnly, takeRefreshToken, takeTokens } from '../connections/take-tokens.ts'
import { callAsOAuthApp } from '../connections/call-as-oauth-app.ts'
import { isRefreshTokenRejected } from '../connections/refresh-policy.ts'
import { giveBackLease } from './give-back-lease.ts'
import { judgeRefresh } from './judge-refresh.ts'
import { noteRefreshFailure, type ReplacedTokens } from './note-refresh-failure.ts'
import type { RefreshedTokenSet, RefreshOptions, RefreshContext } from './refresh-context.ts'

/**
 * Refreshes the token set of a leased connection and ends the lease. The result is saved before it is returned. A new token set is saved
 * unless a newer one exists, even if the lease has expired.
 * @throws ProblemError decryption_failed if this server lacks an encryption key; then the connection is as it was
 */
export async function refreshTokenSet(
  context: RefreshContext,
  leased: LeasedConnection,
  { isAccessTokenRejected = false, actor = SYSTEM }: RefreshOptions = {},
): Promise<RefreshedTokenSet> {
  const sentAt = context.now().getTime()
  let answer: Answer
  try {
    answer = await askProvider(context, leased, sentAt)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    if (context.missingKeys.note(error)) {
      await giveBackLease(context, leased)
      throw error
    }
    return noteRefreshFailure(context, leased, { error, actor })
  }
  const outcome = answer.isComplete
    ? await saveTokens(context, leased, answer, { sentAt, isAccessTokenRejected, actor })
    : await noteRefreshFailure(context, leased, {
        error: refreshTokenOnly(definitionOf(context, leased.providerSlug)),
        actor,
        replaced: answer,
      })
  if (outcome === 'elsewhere') {
    context.log.warn(
      { connectionId: leased.id },
      'refresh result not saved: the connection was changed meanwhile',
    )
    await revokeIfUnused(context, leased, answer.tokens)
  }
  return outcome
}

/** Saves the new token set, unless the connection has a newer one. */
async function saveTokens(
  context: RefreshContext,
  leased: LeasedConnection,
  answer: Answer,
  how: { readonly sentAt: number; readonly isAccessTokenRejected: boolean; readonly actor: string },
): Promise<RefreshedTokenSet> {
  const now = context.now().getTime()
  const { change, events } = judgeRefresh(context, leased, answer, { ...how, now })
  const saved = await context.tokenWrites.save(leased.id, () =>
    context.store.connections.change(leased, change, { guard: 'token_set_version', events, now }),
  )
  return saved ? 'refreshed' : 'elsewhere'
}

/**
 * Revokes tokens that are stored nowhere: during the refresh the connection was disconnected or got another account, which revoked
 * only the previous tokens.
 */
async function revokeIfUnused(
  context: RefreshContext,
  { id, workspaceId, oauthAppId, providerSlug, account }: LeasedConnection,
  tokens: TokenSet,
): Promise<void> {
  const current = await context.store.connections.read(workspaceId, id)
  if (current && current.reason !== 'disconnect_requested' && current.account.id === account.id) return
  const provider = context.providers.get(providerSlug)
  await revokeAtProvider(context, { id, workspaceId, oauthAppId }, provider, () => tokens)
}

interface Answer extends ReplacedTokens {
  /** False: only the refresh token was replaced; the access token is the one from before. */
  readonly isComplete: boolean
}

/** Refreshes with the current refresh token; if that is rejected and the provider keeps the previous one valid, with the previous one. */
async function askProvider(
  context: RefreshContext,
  leased: LeasedConnection,
  sentAt: number,
): Promise<Answer> {
  const { previousRefreshTokenStaysValid = false } = definitionOf(context, leased.providerSlug).token
  const current = decryptTokenSet(context, leased, leased.tokenSetCiphertext)
  try {
    const previous = previousRefreshTokenStaysValid ? leased.tokenSetCiphertext : null
    return { ...(await ask(context, leased, current, sentAt)), previous }
  } catch (error) {
    const rejected = error instanceof ProblemError && error.code === 'refresh_rejected'
    if (!rejected || !previousRefreshTokenStaysValid || leased.previousTokenSetCiphertext === null)
      throw error
    const previous = decryptTokenSet(context, leased, leased.previousTokenSetCiphertext)
    if (!previous.refreshToken || previous.refreshToken.reveal() === current.refreshToken?.reveal())
      throw error
    return { ...(await ask(context, leased, previous, sentAt)), previous: null }
  }
}

async function ask(
  context: RefreshContext,
  leased: LeasedConnection,
  tokens: TokenSet,
  sentAt: number,
): Promise<Omit<Answer, 'previous'>> {
  const { rateLimiter, oauthAppCredentials, refreshTimeoutMs: timeoutMs } = context
  const { refreshToken } = tokens
  const provider = definitionOf(context, leased.providerSlug)
  if (!refreshToken) throw new ProblemError('refresh_rejected', { detail: 'no refresh token' })
  // If it is sent again, a strict authorization server assumes theft and revokes the whole grant (RFC 9700 section 4.14.2).
  if (isRefreshTokenRejected(leased))
    throw new ProblemError('refresh_rejected', { detail: 'it was rejected before' })
  const credentials = await oauthAppCredentials.read(leased.workspaceId, leased.oauthAppId ?? '')
  const { maxConcurrentRefreshes = 64, maxRefreshesPerSecond } = provider.token
  const queue = rateLimiter.queue(provider, 'refreshes', {
    maxConcurrent: maxConcurrentRefreshes,
    perProcess: true,
    rates: maxRefreshesPerSecond === undefined ? [] : [{ calls: maxRefreshesPerSecond, seconds: 1 }],
  })
  const slot = await queue.acquire(SYSTEM)
  try {
    const answer = await callAsOAuthApp(
      context,
      provider,
      credentials,
      (client, send) => {
        // Before each client secret: after a wait, another process may hold the lease.
        if (!context.refreshLeases.isSafe(leased))
          throw new ProblemError('provider_rate_limited', { detail: 'the lease could not be extended' })
        return refreshTokens(provider.token, { ...client, refreshToken }, send)
      },
      { timeoutMs },
    )
    return isComplete(answer)
      ? { tokens: takeTokens(context, provider, { answer, old: tokens, sentAt }), isComplete: true }
      : { tokens: takeRefreshToken(tokens, answer, sentAt), isComplete: false }
  } finally {
    slot.release()
  }
}
