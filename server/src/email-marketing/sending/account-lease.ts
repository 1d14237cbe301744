import type { AccountRef } from './account-ref.ts'

export interface AccountLease {
  readonly account: AccountRef
  /** The ID of a campaign, `segment ID`, or `write ID` for any write, of which several can be held at once. */
  readonly subject: string
  /** A fencing token: a holder whose lease has expired can neither extend nor release the next one. */
  readonly leaseId: string
  /** `change`: a campaign is updated, tested or unscheduled, or a segment is changed. `write`: see `holdWrite`. */
  readonly purpose: 'send' | 'change' | 'write'
}

/**
 * The work in progress in an account, through any connection of the workspace and in any process. A lease is extended while it is held
 * (`AcquiredLease`), and ends within seconds when its process has died or cannot extend it.
 */
export interface AccountLeaseRepository {
  /** False while another request holds the subject. */
  acquire(lease: AccountLease, leaseMs: number): Promise<boolean>
  /** False if the lease has expired. */
  extend(lease: AccountLease, leaseMs: number): Promise<boolean>
  release(lease: AccountLease): Promise<void>
  /** Whether a request of any purpose holds the subject. */
  isHeld(account: AccountRef, subject: string): Promise<boolean>
  /** Whether this campaign, or without an ID any campaign of the account, is being sent. */
  isSending(account: AccountRef, campaignId?: string): Promise<boolean>
  /** The work in progress in any account of these providers. */
  running(
    workspaceId: string,
    providers: readonly string[],
    purposes: readonly AccountLease['purpose'][],
  ): Promise<readonly AccountLease[]>
  /** The leases of the writes in progress. */
  writes(account: AccountRef): Promise<readonly string[]>
  /** Deletes leases that have expired. */
  sweep(): Promise<void>
}
