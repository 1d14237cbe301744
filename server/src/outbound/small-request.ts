export interface SmallRequest {
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  /** Instead of the setting's. */
  readonly timeoutMs?: number
}

export interface SmallResponse {
  readonly status: number
  /** When the platform wants to be asked again, if it says. */
  readonly retryAfterSeconds: number | null
  /** Where a redirect leads; none is followed. */
  readonly location: string | null
  readonly text: string
}
