/** Places for calls to platforms, shared by all processes of a database; this process holds some of them for a while. */
export interface CallSlots {
  /** Takes places that nobody holds. @returns how many */
  lease(
    queue: string,
    of: { readonly most: number; readonly count: number; readonly leaseMs: number },
  ): Promise<number>
  /** Holds on to all of our places. @returns how many there still are, by lane */
  extend(leaseMs: number): Promise<ReadonlyMap<string, number>>
  release(queue: string, count: number): Promise<void>
  /** Counts calls that begin now. @returns how many may, without too many in the window */
  countCalls(
    queue: string,
    of: { readonly perSecond: number; readonly count: number; readonly windowMs: number },
  ): Promise<number>
  /** Says that we wait for places. */
  requestSlots(queue: string): Promise<void>
  /** How many others wait, by lane. */
  waitingProcesses(): Promise<ReadonlyMap<string, number>>
  /** Gives everything back. */
  releaseAll(): Promise<void>
  /** Forgets what processes that are gone have left. */
  deleteExpired(): Promise<void>
}
