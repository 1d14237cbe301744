/**
 * Sends one small request to a URL that a user or a client supplied. Only https on port 443 of public hosts; no redirects (a 3xx is
 * returned); limited in size and time.
 * @throws PublicFetchError
 */
export type PublicFetch = (url: string, request?: PublicRequest) => Promise<PublicResponse>

/** A `PublicFetch` with its rule for URLs. */
export type GuardedFetch = PublicFetch & {
  /** Whether a URL may be fetched. The addresses of its host are checked when the connection is made. */
  allows(url: string): boolean
  close(): Promise<void>
}

export interface PublicRequest {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

interface PublicResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** Its message is always the same, so that a response does not reveal which hosts exist. The reason is in `cause`, for the log only. */
export class PublicFetchError extends Error {
  override readonly name = 'PublicFetchError'
  constructor(cause: unknown) {
    super('the URL could not be fetched', { cause })
  }
}
