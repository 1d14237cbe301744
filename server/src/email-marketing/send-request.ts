import type { NewEvent } from '../workspaces/event.ts'

export interface SendRequestRepository {
  insert(sendRequest: SendRequestRecord, event: NewEvent): Promise<void>
  /** The newest that users have to approve, and that they can still approve; at most ten. */
  waiting(workspaceId: string, now: number): Promise<SendRequestRecord[]>
  find(workspaceId: string, id: string): Promise<SendRequestRow | undefined>
  /** Marks a request as used; false if it was used or declined before, or if another of its campaign was approved since it was created. */
  take(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  /** Marks a request as declined; false if it was used or declined before, or has expired. */
  decline(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  /** Deletes requests that expired before this time. */
  sweep(before: number): Promise<void>
}

/** A campaign that waits for a user's approval. Times are epoch milliseconds. */
export interface SendRequestRecord {
  readonly id: string
  readonly workspaceId: string
  readonly connectionId: string
  /** ID of the principal that requested it. */
  readonly requestedById: string
  /** Whether only a signed-in user can approve it. */
  readonly byUser: boolean
  readonly campaignId: string
  readonly audienceNames: readonly string[]
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

/** The page where a signed-in user approves it. */
export function approvalUrlOf(publicUrl: string, id: string): string {
  return `${publicUrl}/send-requests/${id}`
}
