/** Numbers that are read from the database at a scrape, for all processes together. */
export interface Counts {
  /** By the status as of the last change. */
  connections(): Promise<
    readonly { readonly provider: string; readonly status: string; readonly count: number }[]
  >
  /** Stored send requests by status: `pending`, `approved`, `declined`, `expired`. */
  sendRequests(now: number): Promise<readonly { readonly status: string; readonly count: number }[]>
  /** Events that wait for a webhook endpoint, and the time of the oldest one in epoch milliseconds. */
  queuedWebhooks(): Promise<{ readonly count: number; readonly oldestAt: number | null }>
}
