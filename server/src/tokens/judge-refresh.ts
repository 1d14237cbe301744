import { credentialRecovered, expiringSoon, tokenRefreshed } from '../connections/credential-events.ts'
import type { ConnectionChange, LeasedConnection } from '../connections/connection-repository.ts'
import { encryptTokenSet } from '../connections/encrypted-credentials.ts'
import { assumeLifetime, movesRefreshEnd, nextDueAt, refreshed } from '../connections/refresh-policy.ts'
import { whyTokensEndSoon } from '../connections/status.ts'
import { parseScopes } from '../providers/granted-scopes.ts'
import { SYSTEM, type NewEvent } from '../workspaces/event.ts'
import type { ReplacedTokens } from './note-refresh-failure.ts'
import type { RefreshContext, RefreshOptions } from './refresh-context.ts'

interface Refresh extends Required<RefreshOptions> {
  /** When the request was sent, in epoch milliseconds: lifetimes count from here. */
  readonly sentAt: number
  /** When the response had arrived, in epoch milliseconds. */
  readonly now: number
}

/** The change and the events of a successful refresh. */
export function judgeRefresh(
  context: Pick<RefreshContext, 'encryption' | 'expiringSoonMs'>,
  leased: LeasedConnection,
  { tokens, previous }: ReplacedTokens,
  { sentAt, now, isAccessTokenRejected, actor }: Refresh,
): { readonly change: ConnectionChange; readonly events: readonly NewEvent[] } {
  const { refreshType, health: before } = leased
  const age = sentAt - (before.refreshedAt ?? leased.connectedAt)
  const ends = {
    refreshType,
    accessTokenExpiresAt: tokens.expiresAt,
    assumedLifetimeMs: tokens.lifetimeKnown
      ? null
      : assumeLifetime(leased, isAccessTokenRejected ? age : null),
    refreshExpiresAt: tokens.refreshExpiresAt,
  }
  const moves = movesRefreshEnd(leased, tokens.refreshExpiresAt, age)
  const well = { ...refreshed(now), ...(moves !== undefined && { refreshEndMoves: moves }) }
  const at = { now, expiringSoonMs: context.expiringSoonMs }
  const soon = whyTokensEndSoon({ ...ends, health: well }, at)
  const of = { connectionId: leased.id, actor: SYSTEM }
  const events: NewEvent[] = [{ ...of, ...tokenRefreshed(ends), actor }]
  if (before.failingSince !== undefined || leased.reason !== null)
    events.push({ ...of, ...credentialRecovered('oauth') })
  if (soon !== null && soon !== before.notifiedReason) events.push({ ...of, ...expiringSoon(ends, soon) })
  const change = {
    ...ends,
    tokenSetCiphertext: encryptTokenSet(context, leased, tokens),
    previousTokenSetCiphertext: previous,
    reason: null,
    dueAt: nextDueAt(ends, { now: sentAt, expiringSoonMs: context.expiringSoonMs, random: Math.random() }),
    refreshStartedAt: null,
    health: soon === null ? well : { ...well, notifiedReason: soon },
    ...(tokens.scope !== null && { grantedScopes: parseScopes(tokens.scope) }),
    endLease: true,
  }
  return { change, events }
}
