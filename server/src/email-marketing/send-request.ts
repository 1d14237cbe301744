import type { NewEvent } from '../workspaces/event.ts'

export interface SendRequestRepository {
  insert(sendRequest: SendRequestRecord): Promise<void>
  find(workspaceId: string, id: string): Promise<SendRequestRow | undefined>
  /** Takes it, once. */
  take(workspaceId: string, id: string, event: NewEvent, now: number): Promise<boolean>
  /** Forgets those that ended before this time. */
  sweep(before: number): Promise<void>
}

/** A campaign that waits for a user's approval. Times are epoch milliseconds. */
export interface SendRequestRecord {
  readonly id: string
  readonly workspaceId: string
  readonly connectionId: string
  /** Who has prepared it. */
  readonly requestedById: string
  /** Whether only somebody who is signed in can confirm it. */
  readonly byUser: boolean
  readonly campaignId: string
  readonly audienceNames: readonly string[]
  /** What a person types to confirm it; never empty. */
  readonly approvalText: string
  readonly recipientCount: number | null
  /** Of what the person was shown. */
  readonly digest: string
  /** null: at once. */
  readonly scheduledAt: number | null
  readonly expiresAt: number
}
export interface SendRequestRow extends SendRequestRecord {
  /** When it was approved; null: it was not. */
  readonly usedAt: number | null
}

/** Where a signed-in user approves it. */
export function approvalUrlOf(publicUrl: string, id: string): string {
  return `${publicUrl}/send-requests/${id}`
}
