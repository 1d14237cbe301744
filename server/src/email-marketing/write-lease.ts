import { setTimeout as pause } from 'node:timers/promises'
import { ProblemError } from '../kernel/errors.ts'
import { newRandomToken } from '../kernel/id.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'
import { accountOf, type AccountRef } from './account-ref.ts'
import type { AccountClient } from './get-account-client.ts'
import { keepExtending } from './keep-extending.ts'

/*
 * Writes go side by side, and none beside a sending: each enters its lease first and looks for the other's then, so that of two that begin
 * at once one sees the other. A sending waits for the writes that were there before it, and for no later one; a write that finds a sending
 * takes itself back, and waits without a lease.
 */

/** After a write or a sending that got no response, a provider may still be at work on it for so long. */
export const SETTLING_MS = 5 * SECOND
/** A provider needs less for a write, and one whose body is still arriving gives way. */
const SENDING_WAITS_MS = 30 * SECOND
/** A sending waits for others' writes, is compared and sent in less. */
const WRITE_WAITS_MS = SENDING_WAITS_MS + 15 * SECOND
const FIRST_LOOK_MS = 50
const LAST_LOOK_MS = SECOND

/** How long a process that lives may be too slow to extend it. */
const LEASE_MS = MINUTE

export interface WriteLease {
  /** The provider has answered, or nothing was sent. */
  release(): Promise<void>
  /** No response has come: the write may still be done. */
  expireLater(): Promise<void>
  /** Whether a sending waits for this write. */
  isAwaited(): Promise<boolean>
}

interface Wanted {
  /** Whether it waits for a sending to end. */
  readonly waits: boolean
  /** Aborted when the client has left. */
  readonly signal: AbortSignal
}

/**
 * Enters a write of the account, which no sending overlaps until it is released.
 * @throws ProblemError campaign_busy while a campaign of the account is sent, request_canceled
 */
export async function holdWrite(
  leases: AccountLeaseRepository,
  account: AccountRef,
  { waits, signal }: Wanted,
): Promise<WriteLease> {
  const end = performance.now() + (waits ? WRITE_WAITS_MS : 0)
  for (;;) {
    const leaseId = newRandomToken()
    const lease: AccountLease = { account, subject: `write ${leaseId}`, leaseId, purpose: 'write' }
    await leases.acquire(lease, LEASE_MS)
    if (!(await isSending(leases, lease))) return writeLease(leases, lease)
    await leases.release(lease)
    if (!(await isTrueBefore(end, signal, async () => !(await leases.isSending(account)))))
      throw new ProblemError('campaign_busy', { facts: { what: 'A campaign of this account' } })
  }
}

/** Whether its account sends. No lease is left behind if that cannot be found out. */
async function isSending(leases: AccountLeaseRepository, lease: AccountLease): Promise<boolean> {
  try {
    return await leases.isSending(lease.account)
  } catch (error) {
    await leases.release(lease).catch(() => undefined)
    throw error
  }
}

/** Looks less and less often. @throws ProblemError request_canceled */
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

function writeLease(leases: AccountLeaseRepository, lease: AccountLease): WriteLease {
  const stop = keepExtending(leases, lease, LEASE_MS)
  return {
    release() {
      stop()
      return leases.release(lease)
    },
    async expireLater() {
      stop()
      await leases.extend(lease, SETTLING_MS)
    },
    isAwaited: () => leases.isSending(lease.account),
  }
}

interface Writing extends Pick<AccountClient, 'accountLeases' | 'signal'> {
  readonly connection: Parameters<typeof accountOf>[0]
}

/** Makes a write of the model, which no sending overlaps. @throws ProblemError campaign_busy, request_canceled */
export async function withWrite<T>(
  { connection, accountLeases, signal }: Writing,
  work: () => Promise<T>,
): Promise<T> {
  const lease = await holdWrite(accountLeases, accountOf(connection), { waits: true, signal })
  let isOpen = false
  try {
    return await work()
  } catch (error) {
    isOpen = error instanceof ProblemError && error.code === 'outcome_unknown'
    throw error
  } finally {
    // A lease that cannot be released now expires; what was written is written.
    await (isOpen ? lease.expireLater() : lease.release()).catch(() => undefined)
  }
}

/**
 * Waits, holding the lease of a sending, for the writes that began before it.
 * @throws ProblemError campaign_busy, request_canceled
 */
export async function awaitWrites({ connection, accountLeases, signal }: Writing): Promise<void> {
  const account = accountOf(connection)
  const begun = new Set(await accountLeases.writes(account))
  if (begun.size === 0) return
  const areOver = async (): Promise<boolean> =>
    !(await accountLeases.writes(account)).some((leaseId) => begun.has(leaseId))
  if (!(await isTrueBefore(performance.now() + SENDING_WAITS_MS, signal, areOver)))
    throw new ProblemError('campaign_busy', { facts: { what: 'The account' } })
}
