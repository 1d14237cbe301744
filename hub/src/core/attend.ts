import { HubError } from '../errors.ts'
import { MINUTE } from '../time.ts'
import type { NewEvent } from './connection.ts'
import type { CallParts } from './identify.ts'
import type { Claimed, ConnectionChange } from './ports.ts'
import { judgeCheck, judgeFailedCheck } from './note-check.ts'
import { probe } from './probe.ts'
import type { Refresher } from './refresher.ts'
import { nextDueAt } from './renewal.ts'

export type AttendParts = CallParts & { readonly refresher: Refresher }

/** What comes due by itself: a renewal, a probe, or the end of a token that nobody can renew. Gives the lease back. */
export async function attend(parts: AttendParts, claimed: Claimed): Promise<void> {
  const { renewal, sealedTokens, sealedKey, reason, tokensExpireAt, assumedLifetimeMs } = claimed
  const tokens = sealedTokens !== null && reason === null
  const ends = tokensExpireAt !== null || assumedLifetimeMs !== null
  if (tokens && renewal !== 'never' && ends) {
    await parts.refresher.refreshClaimed(claimed)
    return
  }
  const { now, soonMs } = parts.ports
  if (tokens && tokensExpireAt !== null && tokensExpireAt - now().getTime() <= soonMs)
    return noteEnd(parts, claimed, tokensExpireAt)
  // A blocked account may be unblocked; what was revoked stays revoked.
  if (tokens || sealedKey !== null || reason === 'account_disabled') return checkInTurn(parts, claimed)
  await settle(parts, claimed, { dueAt: null })
}

async function checkInTurn(parts: AttendParts, claimed: Claimed): Promise<void> {
  const now = parts.ports.now().getTime()
  try {
    const findings = await probe(parts, claimed)
    // It was said to have no end: its refresh token is there for that.
    if (findings.tokens?.works === false && claimed.renewal !== 'never' && claimed.reason === null) {
      await parts.refresher.refreshClaimed(claimed)
      return
    }
    const { change, events } = judgeCheck(claimed, findings, now)
    const { reason = claimed.reason, keyReason = claimed.keyReason } = change
    const hopeless =
      reason !== null && reason !== 'account_disabled' && (!claimed.sealedKey || keyReason !== null)
    const again = {
      renewal: 'never',
      tokensExpireAt: reason === null ? claimed.tokensExpireAt : null,
    } as const
    const dueAt = hopeless
      ? null
      : nextDueAt(again, { now, soonMs: parts.ports.soonMs, random: Math.random() })
    await settle(parts, claimed, { ...change, dueAt }, events)
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    parts.ports.log.warn({ connection: claimed.id, problem: error.code, detail: error.detail }, 'not checked')
    const { change, events } = judgeFailedCheck(claimed, error, now)
    const dueAt = Math.round(now + (10 + 20 * Math.random()) * MINUTE)
    // It is tried again and again, and told once.
    await settle(parts, claimed, { ...change, dueAt }, claimed.failedCheck === null ? events : [])
  }
}

async function noteEnd(parts: AttendParts, claimed: Claimed, end: number): Promise<void> {
  const at = parts.ports.now().getTime()
  if (end <= at) {
    const event = { type: 'connection.access_lost', data: { reason: 'expired' } } as const
    return settle(parts, claimed, { reason: 'expired', dueAt: null }, [event])
  }
  const health = { ...claimed.health, told: 'ends_soon' } as const
  const event = { type: 'connection.expiring_soon', data: { end: new Date(end).toISOString() } } as const
  await settle(parts, claimed, { dueAt: end, health }, claimed.health.told === 'ends_soon' ? [] : [event])
}

async function settle(
  { ports }: AttendParts,
  claimed: Claimed,
  change: ConnectionChange,
  events: readonly Omit<NewEvent, 'connectionId' | 'actor'>[] = [],
): Promise<void> {
  const told = events.map((event) => ({ ...event, connectionId: claimed.id, actor: 'system' }))
  await ports.store.connections.change(
    claimed,
    { ...change, intentAt: claimed.orphanedIntentAt, endLease: true },
    { guard: 'fence', events: told, now: ports.now().getTime() },
  )
}
