import type { ConnectionReason } from '@letterlock/sdk/wire.ts'
import type { ErrorCode, ProblemError } from '../kernel/errors.ts'
import type { Connection, TokenSet } from '../connections/connection.ts'
import { credentialFailed, expiringSoon } from '../connections/credential-events.ts'
import type { LeasedConnection } from '../connections/connection-repository.ts'
import { encryptTokenSet } from '../connections/encrypted-credentials.ts'
import { failed, judgeFailure, retryAt } from '../connections/refresh-policy.ts'
import { retryWrite } from '../connections/retry-write.ts'
import { whyTokensAreLost, whyTokensEndSoon, type StatusTime } from '../connections/status.ts'
import { SYSTEM, type NewEvent } from '../workspaces/event.ts'
import type { RefreshedTokenSet, RefreshContext } from './refresh-context.ts'

/** The token set after a refresh. */
export interface ReplacedTokens {
  readonly tokens: TokenSet
  /** The encrypted token set before it, if the provider keeps its refresh token valid (`previousRefreshTokenStaysValid`). */
  readonly previous: Uint8Array | null
}

export interface RefreshFailure {
  readonly error: ProblemError
  readonly actor: string
  /** Present if the provider replaced the refresh token all the same: the next refresh must send the new one. */
  readonly replaced?: ReplacedTokens
}

/** Saves a failed refresh and ends the lease. */
export async function noteRefreshFailure(
  context: RefreshContext,
  leased: LeasedConnection,
  { error, actor, replaced }: RefreshFailure,
): Promise<RefreshedTokenSet> {
  const { code, detail, facts } = error
  const now = context.now().getTime()
  const failureClass = judgeFailure(code, leased.health, now)
  context.log.warn(
    { connectionId: leased.id, errorCode: code, errorDetail: detail, failureClass },
    'token refresh failed',
  )
  const { orphanedRefreshStartedAt } = leased
  const final = failureClass === 'final'
  const failing = failed(leased.health, code, now)
  const health =
    final && orphanedRefreshStartedAt !== null
      ? { ...failing, responseLostAt: orphanedRefreshStartedAt }
      : failing
  const retryAfterSeconds = Number(facts['retryAfterSeconds'] ?? 0)
  const outcome = final
    ? ({ reason: 'refresh_rejected', dueAt: null, refreshStartedAt: null } as const)
    : ({
        dueAt: retryAt(health, { code, retryAfterSeconds, now, random: Math.random() }),
        refreshStartedAt: replaced
          ? null
          : failureClass === 'unknown'
            ? leased.refreshStartedAt
            : orphanedRefreshStartedAt,
      } as const)
  const after = { ...leased, ...outcome, health }
  const at = { now, expiringSoonMs: context.expiringSoonMs }
  const { notifiedReason, events } = failureEvents(leased, after, { errorCode: code, actor }, at)
  const change = {
    ...outcome,
    ...(replaced && {
      tokenSetCiphertext: encryptTokenSet(context, leased, replaced.tokens),
      previousTokenSetCiphertext: replaced.previous,
      refreshExpiresAt: replaced.tokens.refreshExpiresAt,
    }),
    health: notifiedReason ? { ...health, notifiedReason } : health,
    endLease: true,
  }
  const guard = replaced ? 'token_set_version' : 'fencing_token'
  const write = () => context.store.connections.change(leased, change, { guard, events, now })
  const endsAt = performance.now() + context.refreshTimeoutMs
  const noted = await (replaced
    ? context.tokenWrites.save(leased.id, write)
    : retryWrite({ log: context.log, connectionId: leased.id, endsAt: () => endsAt }, write))
  // Another process has acquired the lease or saved a newer token set: its result counts.
  return noted ? (final ? 'ended' : 'failing') : 'elsewhere'
}

/** The events of a failure; each reason is reported once. */
function failureEvents(
  before: LeasedConnection,
  after: Connection,
  { errorCode, actor }: { readonly errorCode: ErrorCode; readonly actor: string },
  at: StatusTime,
): { notifiedReason?: ConnectionReason; events: NewEvent[] } {
  const of = { connectionId: before.id, actor: SYSTEM }
  const events: NewEvent[] = []
  const failingSince = new Date(after.health.failingSince ?? at.now).toISOString()
  if (before.health.failingSince === undefined && after.reason === null)
    events.push({ ...of, type: 'connection.refresh_failed', actor, data: { errorCode, failingSince } })
  const lost = whyTokensAreLost(after, at.now)
  const soon = lost === null ? whyTokensEndSoon(after, at) : null
  const notifiedReason = lost ?? soon
  if (notifiedReason === null || notifiedReason === before.health.notifiedReason) return { events }
  const event = lost
    ? credentialFailed(after, { credential: 'oauth', reason: lost, now: at.now })
    : expiringSoon(after, notifiedReason)
  events.push({ ...of, ...event })
  return { notifiedReason, events }
}
