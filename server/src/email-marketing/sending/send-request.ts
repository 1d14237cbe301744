import type { SendRequestStatus } from '@letterlock/sdk/wire.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { NewEvent } from '../../workspaces/event.ts'
import type { AccountRef } from './account-ref.ts'
import type { DefinedSegment } from '../adapters/campaign-adapter.ts'
import type { Principal } from '../../workspaces/principal.ts'

export interface SendRequestRepository {
  /** @param recipientHashes as `hashRecipients` returns them */
  insert(sendRequest: SendRequestRecord, recipientHashes: string | null, event: NewEvent): Promise<void>
  /** The newest before this one that users have to approve, and that they can still approve; at most ten. */
  waitingBefore(workspaceId: string, id: string, now: number): Promise<SendRequestRecord[]>
  find(workspaceId: string, id: string): Promise<SendRequestRow | undefined>
  /** What `insert` was given; null also after the decision. */
  recipientHashes(workspaceId: string, id: string): Promise<string | null>
  /**
   * Those of an account that can still be approved, and those that are approved for a time after `approvedSince`, or since then. Times are
   * epoch milliseconds.
   */
  holding(
    account: AccountRef,
    times: { readonly now: number; readonly approvedSince: number },
  ): Promise<SendRequestRow[]>
  /** As `holding`, of all accounts of these providers. */
  holdingAt(
    workspaceId: string,
    providers: readonly string[],
    times: { readonly now: number; readonly approvedSince: number },
  ): Promise<SendRequestRow[]>
  /** Those of an account that were created after `since`, and ended without an approval. Times are epoch milliseconds. */
  endedUnapproved(
    account: AccountRef,
    times: { readonly now: number; readonly since: number },
  ): Promise<SendRequestRow[]>
  /** Newest first: those of connections that the principal may access. */
  list(reader: SendRequestReader, filter: SendRequestFilter, page: PageRequest): Promise<NamedSendRequest[]>
  /** Marks a request as used; false if it was used or declined before, or if another of its campaign was approved since it was created. */
  take(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  /** Marks a request as declined; false if it was used or declined before, or has expired. */
  decline(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  /** Deletes requests that expired before this time, and are not approved for a later one. */
  sweep(before: number): Promise<void>
}

export type NamedSegment = Omit<DefinedSegment, 'definition'>

/** A campaign that waits for a user's approval. Times are epoch milliseconds. */
export interface SendRequestRecord extends AccountRef {
  readonly id: string
  readonly connectionId: string
  /** ID of the principal that requested it. */
  readonly requestedById: string
  /** Whether only a signed-in user can approve it. */
  readonly byUser: boolean
  readonly campaignId: string
  readonly campaignName: string
  /** By these, too, its provider names the campaign, or a part of it. */
  readonly campaignPartIds: readonly string[]
  /** Those that show a field of the recipient, as they are written; null: it may have any. */
  readonly mergeTags: readonly string[] | null
  readonly audienceIds: readonly string[]
  readonly audienceNames: readonly string[]
  readonly segmentNames: readonly string[]
  /** None of them changes while the request can be approved, or waits for its time. */
  readonly segments: readonly NamedSegment[]
  /** The approval text; never empty. */
  readonly approvalText: string
  readonly recipientCount: number | null
  /** Digest of what the user saw. */
  readonly digest: string
  /** null: now. */
  readonly scheduledAt: number | null
  readonly createdAt: number
  readonly expiresAt: number
}
export interface SendRequestRow extends SendRequestRecord {
  /** When it was approved; null: it was not. */
  readonly usedAt: number | null
  /** null: it was not declined. */
  readonly declinedAt: number | null
}

/** Who lists send requests. */
export type SendRequestReader = Pick<Principal, 'workspaceId' | 'endUserId'>

export interface SendRequestFilter {
  readonly connectionId?: string | undefined
  readonly status?: SendRequestStatus | undefined
  /** Epoch milliseconds: what has expired. */
  readonly now: number
}

/** With the names of what it refers to. */
export interface NamedSendRequest extends SendRequestRow {
  readonly accountName: string
  /** null: the principal is deleted. */
  readonly requestedBy: string | null
}

/**
 * Whether the principal can approve it, apart from what it says: a secret key only what it has asked for itself, since the application behind it has
 * asked the person.
 */
export function mayApprove(
  { kind, principalId }: Pick<Principal, 'kind' | 'principalId'>,
  { byUser, requestedById }: Pick<SendRequestRecord, 'byUser' | 'requestedById'>,
): boolean {
  return kind !== 'secret_key' || byUser || requestedById === principalId
}

/** @param now epoch milliseconds */
export function statusOf({ usedAt, declinedAt, expiresAt }: SendRequestRow, now: number): SendRequestStatus {
  if (usedAt !== null) return 'approved'
  if (declinedAt !== null) return 'declined'
  return expiresAt <= now ? 'expired' : 'pending'
}

/** The page where a signed-in user approves it. */
export function approvalUrlOf(publicUrl: string, id: string): string {
  return `${publicUrl}/send-requests/${id}`
}
