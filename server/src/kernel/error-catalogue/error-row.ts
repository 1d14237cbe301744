/** Status and sentences of an error. `{name}` is replaced by a fact; `{name|text}` becomes the text without that fact. */
export interface ErrorRow {
  /** HTTP status. 5xx only for what a retry can cure. */
  readonly status: number
  /** A phrase in sentence case, the same for every occurrence (RFC 9457 section 3.1.3). */
  readonly title: string
  /** What is wrong. */
  readonly detail: string
  /** What to do about it. */
  readonly nextStep: string
  /**
   * The same request can succeed later: nothing was done, and the cause lies outside the request. Its `Idempotency-Key` is free again.
   * Statuses that mean this by themselves (408, 425, 429, 5xx) do not need it.
   */
  readonly repeatable?: true
}
