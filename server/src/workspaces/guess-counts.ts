/** How often something was tried, counted over all processes of a database. */
export interface GuessCounts {
  /**
   * Counts one more.
   * @param nameHash of what is counted: the names are personal data
   * @returns how many there are in this window, and when it ends
   */
  count(nameHash: string, windowMs: number): Promise<{ readonly count: number; readonly endsInMs: number }>
  /** Deletes windows that have ended. */
  sweep(): Promise<void>
}
