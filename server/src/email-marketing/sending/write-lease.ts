import { setTimeout as pause } from 'node:timers/promises'
import { ProblemError } from '../../kernel/errors.ts'
import { newRandomToken } from '../../kernel/id.ts'
import { SECOND } from '../../kernel/time.ts'
import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'
import { accountOf, type AccountRef } from './account-ref.ts'
import type { AccountClient } from '../get-account-client.ts'
import { acquireLease, whileHeld, type AcquiredLease } from './acquire-lease.ts'

/*
 * Writes can overlap each other, but not a sending. Each acquires its lease first and then looks for the other, so that of two that start at
 * the same time, one sees the other. A sending waits for the writes before it, and for no later one; a write that finds a sending releases
 * its lease, and waits without one.
 */

/** How long a sending waits for writes. A provider needs less for one; a write in a queue, or with an arriving body, gives way. */
const SENDING_WAITS_MS = 30 * SECOND
/** How long a write waits for a sending, which waits for writes, compares and sends in less. */
const WRITE_WAITS_MS = SENDING_WAITS_MS + 15 * SECOND
const FIRST_LOOK_MS = 50
const LAST_LOOK_MS = SECOND

export interface WriteLease extends AcquiredLease {
  /** Whether a sending waits for this write. */
  isAwaited(): Promise<boolean>
}

interface Wanted {
  /** Whether it waits for the end of a sending. */
  readonly waits: boolean
  /** Aborted when the client has disconnected. */
  readonly signal: AbortSignal
}

/** The error for a write during a sending. */
export const accountSends = (): ProblemError =>
  new ProblemError('campaign_busy', { facts: { what: 'A campaign of this account' } })

/**
 * Acquires the lease of a write of the account: no sending overlaps it until it is released.
 * @throws ProblemError campaign_busy while a campaign of the account is being sent, request_canceled
 */
export async function holdWrite(
  leases: AccountLeaseRepository,
  account: AccountRef,
  { waits, signal }: Wanted,
): Promise<WriteLease> {
  const end = performance.now() + (waits ? WRITE_WAITS_MS : 0)
  const isSending = (): Promise<boolean> => leases.isSending(account)
  for (;;) {
    const leaseId = newRandomToken()
    const lease: AccountLease = { account, subject: `write ${leaseId}`, leaseId, purpose: 'write' }
    const held = await acquireLease(leases, lease)
    if (held && !(await releaseIfFailed(held, isSending))) return { ...held, isAwaited: isSending }
    await held?.release()
    if (!(await isTrueBefore(end, signal, async () => !(await isSending())))) throw accountSends()
  }
}

/** Releases the lease if the check whether the account sends fails. */
async function releaseIfFailed(held: AcquiredLease, isSending: () => Promise<boolean>): Promise<boolean> {
  try {
    return await isSending()
  } catch (error) {
    await held.release()
    throw error
  }
}

/** Polls with growing intervals. @throws ProblemError request_canceled */
async function isTrueBefore(
  end: number,
  signal: AbortSignal,
  isTrue: () => Promise<boolean>,
): Promise<boolean> {
  for (let wait = FIRST_LOOK_MS; performance.now() < end; wait = Math.min(LAST_LOOK_MS, 2 * wait)) {
    await pause(wait)
    if (signal.aborted) throw new ProblemError('request_canceled')
    if (await isTrue()) return true
  }
  return false
}

interface Writing extends Pick<AccountClient, 'accountLeases' | 'signal' | 'held'> {
  readonly connection: Parameters<typeof accountOf>[0]
}

/** Runs a write of the model, which no sending overlaps. @throws ProblemError campaign_busy, request_canceled */
export async function withWrite<T>(
  { connection, accountLeases, signal, held }: Writing,
  work: () => Promise<T>,
): Promise<T> {
  const lease = await holdWrite(accountLeases, accountOf(connection), { waits: true, signal })
  return whileHeld(held, lease, work)
}

/**
 * Waits, holding the lease of a sending, for the writes that began before it.
 * @throws ProblemError campaign_busy, request_canceled
 */
export async function awaitWrites({
  connection,
  accountLeases,
  signal,
}: Omit<Writing, 'held'>): Promise<void> {
  const account = accountOf(connection)
  const begun = new Set(await accountLeases.writes(account))
  if (begun.size === 0) return
  const areOver = async (): Promise<boolean> =>
    !(await accountLeases.writes(account)).some((leaseId) => begun.has(leaseId))
  if (!(await isTrueBefore(performance.now() + SENDING_WAITS_MS, signal, areOver)))
    throw new ProblemError('campaign_busy', { facts: { what: 'The account' } })
}
