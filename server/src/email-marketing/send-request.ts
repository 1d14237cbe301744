import type { NewEvent } from '../workspaces/event.ts'

export interface SendRequestRepository {
  insert(sendRequest: SendRequestRecord, tokenHash: string): Promise<void>
  find(
    workspaceId: string,
    tokenHash: string,
  ): Promise<(SendRequestRecord & { usedAt: number | null }) | undefined>
  /** Takes it, once. */
  take(workspaceId: string, tokenHash: string, event: NewEvent, now: number): Promise<boolean>
  /** Forgets those that ended before this time. */
  sweep(before: number): Promise<void>
}

/** A campaign that goes out as soon as somebody says so. Times are epoch milliseconds. */
export interface SendRequestRecord {
  readonly workspaceId: string
  readonly connectionId: string
  /** Who has prepared it. */
  readonly actor: string
  /** Whether only somebody who is signed in can confirm it. */
  readonly byUser: boolean
  readonly campaign: string
  readonly audienceNames: readonly string[]
  /** What a person types to confirm it; never empty. */
  readonly nameToType: string
  readonly recipients: number | null
  /** Of what the person was shown. */
  readonly digest: string
  /** null: at once. */
  readonly sendAt: number | null
  readonly expiresAt: number
}

/** Where a signed-in user approves it. */
export function approvalUrlOf(publicUrl: string, token: string): string {
  return `${publicUrl}/send-requests/${token}`
}
