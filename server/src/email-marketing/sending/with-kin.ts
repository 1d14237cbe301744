import type { AccountLease, AccountLeaseRepository } from './account-lease.ts'
import type { AccountRef } from './account-ref.ts'
import { kinAmong, type AccountIdentities } from './kin-among.ts'
import type { SendRequestRepository } from './send-request.ts'

/*
 * An account may have a second ID: at another generation of its provider's API, or if the ID is that of a user. Such accounts are kin. Work in
 * progress and waiting send requests of one count for the other too.
 */

interface Guarded {
  readonly connections: AccountIdentities
  readonly accountLeases: AccountLeaseRepository
  readonly sendRequests: SendRequestRepository
}

export type HoldingRequests = Pick<SendRequestRepository, 'holding' | 'endedUnapproved'>

/** @param kin slugs of providers, see `MarketingAdapter` */
export function withKin(
  { connections, accountLeases, sendRequests }: Guarded,
  kin: readonly string[],
): { readonly accountLeases: AccountLeaseRepository; readonly sendRequests: HoldingRequests } {
  if (kin.length === 0) return { accountLeases, sendRequests }
  return {
    accountLeases: leasesWithKin(accountLeases, connections, kin),
    sendRequests: requestsWithKin(sendRequests, connections, kin),
  }
}

function leasesWithKin(
  leases: AccountLeaseRepository,
  connections: AccountIdentities,
  kin: readonly string[],
): AccountLeaseRepository {
  const ofKin = async (account: AccountRef, purposes: readonly AccountLease['purpose'][]) =>
    kinAmong(
      connections,
      account,
      await leases.running(account.workspaceId, kin, purposes),
      (lease) => lease.account,
    )
  /** Campaigns have other IDs there, so during a sending nothing at all is sent or changed. */
  const isFree = async ({ account, purpose }: AccountLease): Promise<boolean> =>
    purpose === 'write' ||
    (await ofKin(account, purpose === 'send' ? ['send', 'change'] : ['send'])).length === 0
  return {
    ...leases,
    async acquire(lease, leaseMs) {
      if (!(await leases.acquire(lease, leaseMs))) return false
      let isMine = false
      try {
        return (isMine = await isFree(lease))
      } finally {
        if (!isMine) await leases.release(lease)
      }
    },
    async isSending(account, campaignId) {
      if (await leases.isSending(account, campaignId)) return true
      return campaignId === undefined && (await ofKin(account, ['send'])).length > 0
    },
    async writes(account) {
      const writes = await ofKin(account, ['write'])
      return [...(await leases.writes(account)), ...writes.map(({ leaseId }) => leaseId)]
    },
  }
}

function requestsWithKin(
  sendRequests: SendRequestRepository,
  connections: AccountIdentities,
  kin: readonly string[],
): HoldingRequests {
  return {
    async holding(account, times) {
      const others = await sendRequests.holdingAt(account.workspaceId, kin, times)
      const ofKin = await kinAmong(connections, account, others, (request) => request)
      return [...(await sendRequests.holding(account, times)), ...ofKin]
    },
    endedUnapproved: (account, times) => sendRequests.endedUnapproved(account, times),
  }
}
