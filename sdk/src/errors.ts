import type { ErrorCode, Problem } from './wire.ts'

/** The base class of all errors. {@link LetterlockApiError} is a response of Letterlock; the others mean that there is none. */
export class LetterlockError extends Error {
  override readonly name: string = 'LetterlockError'
  /** Whether the same request may succeed later. The SDK has retried it already, if that was safe. */
  readonly isRetryable: boolean

  constructor(message: string, { isRetryable, cause }: { isRetryable: boolean; cause?: unknown }) {
    super(message, cause === undefined ? {} : { cause })
    this.isRetryable = isRetryable
  }
}

/** Letterlock responded with an error (RFC 9457). `message` is a sentence for people; programs read `code`. */
export class LetterlockApiError extends LetterlockError {
  override readonly name = 'LetterlockApiError'
  /** Stable: codes may be added, but are never renamed. */
  readonly code: ErrorCode
  /** The HTTP status. */
  readonly status: number
  /** What to do about it, in a sentence. */
  readonly nextStep: string
  /** Identifies the request in the server's log. */
  readonly requestId: string
  /** Seconds to wait before a retry; null if the server does not say. */
  readonly retryAfterSeconds: number | null
  /** The whole response, with `errors` (the invalid fields of a request) and the members of the code. */
  readonly problem: Problem

  constructor(problem: Problem) {
    const { status, retryAfterSeconds } = problem
    super(problem.detail, { isRetryable: isRetryableStatus(status) || retryAfterSeconds !== undefined })
    this.code = problem.code
    this.status = problem.status
    this.nextStep = problem.nextStep
    this.requestId = problem.requestId
    this.retryAfterSeconds = problem.retryAfterSeconds ?? null
    this.problem = problem
  }
}

/** There was no response, it ended early, or it came from something else, such as a proxy. */
export class LetterlockNetworkError extends LetterlockError {
  override readonly name = 'LetterlockNetworkError'
  readonly reason: NetworkErrorReason

  constructor(
    message: string,
    {
      reason,
      ...options
    }: { readonly reason: NetworkErrorReason; readonly isRetryable: boolean; readonly cause?: unknown },
  ) {
    super(message, options)
    this.reason = reason
  }
}

/**
 * Why there is no response of Letterlock: the server is unreachable, its name has no address, its certificate is not trusted, or
 * something else responds.
 */
export type NetworkErrorReason =
  | 'unreachable'
  | 'name_not_found'
  | 'certificate_not_trusted'
  | 'not_letterlock'

/** There was no response within `timeoutMs`. The request may have taken effect. */
export class LetterlockTimeoutError extends LetterlockError {
  override readonly name = 'LetterlockTimeoutError'
  readonly timeoutMs: number

  constructor(message: string, timeoutMs: number) {
    super(message, { isRetryable: true })
    this.timeoutMs = timeoutMs
  }
}

/** The provider responded to a proxied call with an error: `letterlock.proxy.get(…).json()` throws it. */
export class LetterlockProviderError extends LetterlockError {
  override readonly name = 'LetterlockProviderError'
  /** The HTTP status of the provider's response. */
  readonly status: number
  readonly headers: Headers
  /** The provider's body: parsed if it is JSON, otherwise text. */
  readonly body: unknown

  constructor({ status, headers }: Response, body: unknown) {
    super(`The provider responded with status ${status}.`, { isRetryable: isRetryableStatus(status) })
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** Timeout, too early, too many requests, and transient server errors (RFC 9110 section 15). */
export function isRetryableStatus(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501)
}
