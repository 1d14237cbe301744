export interface SmallRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Overrides the default timeout. */
  readonly timeoutMs?: number
}

export interface SmallResponse {
  readonly status: number
  /** From `Retry-After`; null if absent. */
  readonly retryAfterSeconds: number | null
  /** The `Location` of a redirect, which is not followed. */
  readonly location: string | null
  readonly text: string
}
