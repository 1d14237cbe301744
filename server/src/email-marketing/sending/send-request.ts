import type { SendRequestStatus } from '@letterlock/sdk/wire.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { EventData } from '../../workspaces/event-data.ts'
import type { NewEvent } from '../../workspaces/event.ts'
import type { AccountRef } from './account-ref.ts'
import type { DefinedSegment } from '../adapters/campaign-adapter.ts'
import type { Principal } from '../../workspaces/principal.ts'

export interface SendRequestRepository {
  /** @param recipientHashes as `hashRecipients` returns them */
  insert(sendRequest: SendRequestRecord, recipientHashes: string | null, event: NewEvent): Promise<void>
  /** The newest requests before this one that users can still approve, and that only they can approve; at most ten. */
  waitingBefore(workspaceId: string, id: string, now: number): Promise<SendRequestRecord[]>
  find(workspaceId: string, id: string): Promise<SendRequestRow | undefined>
  /** The hashes that `insert` stored; null after the decision. */
  recipientHashes(workspaceId: string, id: string): Promise<string | null>
  /**
   * Requests of an account that can still be approved, and those approved since `approvedSince` or for a time after it. Times are epoch
   * milliseconds.
   */
  holding(
    account: AccountRef,
    times: { readonly now: number; readonly approvedSince: number },
  ): Promise<SendRequestRow[]>
  /** As `holding`, for all accounts of these providers. */
  holdingAt(
    workspaceId: string,
    providers: readonly string[],
    times: { readonly now: number; readonly approvedSince: number },
  ): Promise<SendRequestRow[]>
  /** Requests of an account that were created after `since`, and ended without an approval. Times are epoch milliseconds. */
  endedUnapproved(
    account: AccountRef,
    times: { readonly now: number; readonly since: number },
  ): Promise<SendRequestRow[]>
  /** Requests of connections that the principal may access, newest first. */
  list(reader: SendRequestReader, filter: SendRequestFilter, page: PageRequest): Promise<NamedSendRequest[]>
  /** Marks a request as approved; false if it was decided before, or if another request for its campaign was approved since it was created. */
  take(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  /** Marks a request as declined; false if it was decided before, or has expired. */
  decline(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  /** Notes that this event tells what came of an approval; false if one did before. @param event null: there is no connection to tell of */
  conclude(workspaceId: string, id: string, event: NewEvent | null, now: number): Promise<boolean>
  /** Approved requests of which no event tells yet what came of it, oldest first. */
  unconcluded(limit: number): Promise<SendRequestRow[]>
  /** Deletes requests that expired before this time, unless they are approved for a later one. */
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
  /** Further IDs of the campaign or its parts (`EmailParts.ids`). */
  readonly campaignPartIds: readonly string[]
  /** The merge tags that show a field of the recipient, as written; null if it may have any. */
  readonly mergeTags: readonly string[] | null
  readonly audienceIds: readonly string[]
  readonly audienceNames: readonly string[]
  readonly segmentNames: readonly string[]
  /** The segments of the campaign. None changes while the request can be approved or waits for its time. */
  readonly segments: readonly NamedSegment[]
  /** The approval text; never empty. */
  readonly approvalText: string
  readonly recipientCount: number | null
  /** Digest of what the user saw. */
  readonly digest: string
  /** null for as soon as it is approved. */
  readonly scheduledAt: number | null
  readonly createdAt: number
  readonly expiresAt: number
}
export interface SendRequestRow extends SendRequestRecord {
  /** When it was approved; null if it was not. */
  readonly usedAt: number | null
  /** When it was declined; null if it was not. */
  readonly declinedAt: number | null
}

/** Who lists send requests. */
export type SendRequestReader = Pick<Principal, 'workspaceId' | 'endUserId'>

export interface SendRequestFilter {
  readonly connectionId?: string | undefined
  readonly status?: SendRequestStatus | undefined
  /** The current time in epoch milliseconds, which decides what has expired. */
  readonly now: number
}

/** A send request with the names of its account and requester. */
export interface NamedSendRequest extends SendRequestRow {
  readonly accountName: string
  /** null if the principal is deleted. */
  readonly requestedBy: string | null
}

/**
 * Whether the principal may approve a request, regardless of its content: a secret key only its own requests, since its application has asked
 * the user.
 */
export function mayApprove(
  { kind, principalId }: Pick<Principal, 'kind' | 'principalId'>,
  { byUser, requestedById }: Pick<SendRequestRecord, 'byUser' | 'requestedById'>,
): boolean {
  return kind !== 'secret_key' || byUser || requestedById === principalId
}

/** The status of a send request. @param now epoch milliseconds */
export function statusOf({ usedAt, declinedAt, expiresAt }: SendRequestRow, now: number): SendRequestStatus {
  if (usedAt !== null) return 'approved'
  if (declinedAt !== null) return 'declined'
  return expiresAt <= now ? 'expired' : 'pending'
}

/** The page where a signed-in user approves it. */
export function approvalUrlOf(publicUrl: string, id: string): string {
  return `${publicUrl}/send-requests/${id}`
}

/** What events tell of an approved request. */
export function approvalData({
  id,
  campaignId,
  campaignName,
  recipientCount,
  requestedById,
  scheduledAt,
}: SendRequestRecord): EventData['campaign.sent'] {
  return {
    campaignId,
    campaignName,
    sendRequestId: id,
    recipientCount,
    requestedBy: requestedById,
    scheduledAt: scheduledAt === null ? null : new Date(scheduledAt).toISOString(),
  }
}
