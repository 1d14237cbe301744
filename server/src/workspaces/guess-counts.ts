/** Counts attempts, such as sign-ins, over all processes of a database. */
export interface GuessCounts {
  /**
   * Counts one attempt.
   * @param nameHash hash of the name under which it is counted, since names are personal data
   * @returns the number of attempts in this window, and when the window ends
   */
  count(nameHash: string, windowMs: number): Promise<{ readonly count: number; readonly endsInMs: number }>
  /** Deletes windows that have ended. */
  sweep(): Promise<void>
}
