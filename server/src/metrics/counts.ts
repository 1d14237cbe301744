/** What is counted in the database when the metrics are read; for all processes together. */
export interface Counts {
  /** By the status as of the last change. */
  connections(): Promise<
    readonly { readonly provider: string; readonly status: string; readonly count: number }[]
  >
  /** Send requests that are not yet forgotten, by status: `pending`, `approved`, `declined`, `expired`. */
  sendRequests(now: number): Promise<readonly { readonly status: string; readonly count: number }[]>
  /** Events that wait for a webhook endpoint, and since when the oldest waits, in epoch milliseconds. */
  queuedWebhooks(): Promise<{ readonly count: number; readonly oldestAt: number | null }>
}
