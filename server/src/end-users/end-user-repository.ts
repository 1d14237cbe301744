import type { NewEvent } from '../workspaces/event.ts'

/** Rows about an end user beside their connections. */
export interface ErasedRows {
  readonly connectSessionCount: number
  readonly callCount: number
  readonly webhookDeliveryCount: number
}

export interface EndUserRepository {
  /** Deletes connect sessions, and what is logged of these connections: calls, and deliveries of their events. */
  erase(workspaceId: string, endUserId: string, connectionIds: readonly string[]): Promise<ErasedRows>
  /** Deletes what is logged of calls of these connections, which are deleted. @returns how many calls */
  eraseCalls(connectionIds: readonly string[]): Promise<number>
  /** No connection of the end user is saved from now on by what has begun before. */
  recordRemoval(workspaceId: string, endUserId: string, now: number): Promise<void>
  /** Records the erasure. @returns the event's ID */
  recordErasure(workspaceId: string, event: NewEvent, now: number): Promise<string>
}
