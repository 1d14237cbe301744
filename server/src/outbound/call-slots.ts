import type { Rate } from './call-budget.ts'

/** Call slots per queue, shared by all processes of a database. A process leases slots for a limited time. */
export interface CallSlots {
  /**
   * Leases up to `count` free slots.
   * @returns how many were leased
   */
  lease(
    queue: string,
    of: { readonly most: number; readonly count: number; readonly leaseMs: number },
  ): Promise<number>
  /**
   * Extends the leases of this process in these queues.
   * @returns the number of slots that it still holds, by queue
   */
  extend(queues: readonly string[], leaseMs: number): Promise<ReadonlyMap<string, number>>
  release(queue: string, count: number): Promise<void>
  /**
   * Counts calls that start now against one of the queue's rates.
   * @returns how many of them it allows
   */
  countCalls(
    queue: string,
    of: { readonly rate: Rate; readonly count: number; readonly windowMs: number },
  ): Promise<number>
  /** Records that this process waits for slots. */
  requestSlots(queue: string): Promise<void>
  /** The number of other processes that wait, by queue. */
  waitingProcesses(): Promise<ReadonlyMap<string, number>>
  /** Returns all slots of this process. */
  releaseAll(): Promise<void>
  /** Deletes the expired leases of processes that have ended. */
  deleteExpired(): Promise<void>
}
