import type { NewEvent } from '../workspaces/event.ts'

/** Rows about an end user beside their connections. */
export interface ErasedRows {
  readonly connectSessionCount: number
  readonly callCount: number
  readonly webhookDeliveryCount: number
}

export interface EndUserRepository {
  /** Deletes connect sessions, and the logs of these connections: calls, and deliveries of their events. */
  erase(workspaceId: string, endUserId: string, connectionIds: readonly string[]): Promise<ErasedRows>
  /** Deletes the logged calls of deleted connections. @returns how many */
  eraseCalls(connectionIds: readonly string[]): Promise<number>
  /** Records the removal of an end user: requests in progress can no longer save a connection of theirs. */
  recordRemoval(workspaceId: string, endUserId: string, now: number): Promise<void>
  /** Records the erasure. @returns the event's ID */
  recordErasure(workspaceId: string, event: NewEvent, now: number): Promise<string>
}
