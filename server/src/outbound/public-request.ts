/**
 * Sends one small request to an address that a person or a client has given: https on its own port, to hosts of the public internet
 * alone, without redirects (a 3xx is an answer like any other), bounded in size and time.
 * @throws PublicFetchError
 */
export type PublicFetch = (url: string, request?: PublicRequest) => Promise<PublicResponse>

export interface PublicRequest {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface PublicResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/** Always the same sentence: an answer must not tell a closed door from an open one. Why stands in `cause`, for the log only. */
export class PublicFetchError extends Error {
  override readonly name = 'PublicFetchError'
  constructor(cause: unknown) {
    super('the address could not be fetched', { cause })
  }
}
