import { ProblemError } from '../kernel/errors.ts'
import { newRandomToken } from '../kernel/id.ts'
import { MINUTE } from '../kernel/time.ts'

export interface CampaignLease {
  readonly connectionId: string
  /** `segment ID`: one of its segments. */
  readonly campaignId: string
  /** Fencing: a holder whose lease has expired can neither extend nor release the next one. */
  readonly leaseId: string
  /** `change`: update, test emails, unscheduling. */
  readonly purpose: 'send' | 'change'
}

export interface CampaignLeaseRepository {
  /** False while another request holds the campaign. */
  acquire(lease: CampaignLease, leaseMs: number): Promise<boolean>
  /** False if the lease has expired. */
  extend(lease: CampaignLease, leaseMs: number): Promise<boolean>
  release(lease: CampaignLease): Promise<void>
  /** Whether a request of any purpose holds the campaign, or the segment. */
  isHeld(connectionId: string, campaignId: string): Promise<boolean>
  /** Whether this campaign, or without one any of the connection, is being sent. */
  isSending(connectionId: string, campaignId?: string): Promise<boolean>
}

interface AccountWithLeases {
  readonly connection: { readonly id: string }
  readonly campaignLeases: CampaignLeaseRepository
}

/** How long the lease of a process that crashes blocks a campaign. A running one extends it three times as often. */
const LEASE_MS = MINUTE

/**
 * Holds a campaign while `work` runs: no other request, of any process, sends, changes, tests or unschedules it meanwhile. `work` gets a
 * function to call right before the provider is asked for the change; it rejects if the lease was lost.
 * @param what is held, if it is not the campaign itself
 * @throws ProblemError campaign_busy
 */
export async function withCampaign<T>(
  { connection, campaignLeases }: AccountWithLeases,
  campaignId: string,
  { purpose, what }: { readonly purpose: CampaignLease['purpose']; readonly what?: string },
  work: (assertHeld: () => Promise<void>) => Promise<T>,
): Promise<T> {
  const lease = { connectionId: connection.id, campaignId, leaseId: newRandomToken(), purpose }
  const busy = (): ProblemError =>
    new ProblemError('campaign_busy', what === undefined ? {} : { facts: { what } })
  if (!(await campaignLeases.acquire(lease, LEASE_MS))) throw busy()
  const extend = (): Promise<boolean> => campaignLeases.extend(lease, LEASE_MS)
  // A failure shows in `assertHeld`.
  const extending = setInterval(() => void extend().catch(() => undefined), LEASE_MS / 3)
  extending.unref()
  try {
    return await work(async () => {
      if (!(await extend())) throw busy()
    })
  } finally {
    clearInterval(extending)
    // A lease that cannot be released now expires.
    await campaignLeases.release(lease).catch(() => undefined)
  }
}

/** @param campaignId absent: any of the connection, for calls that are forwarded as they come @throws ProblemError campaign_busy */
export async function assertNothingIsSent(
  leases: Pick<CampaignLeaseRepository, 'isSending'>,
  connectionId: string,
  campaignId?: string,
): Promise<void> {
  if (!(await leases.isSending(connectionId, campaignId))) return
  const facts = campaignId === undefined ? { what: 'A campaign of this account' } : {}
  throw new ProblemError('campaign_busy', { facts })
}
