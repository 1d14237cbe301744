import type { Problem } from '@letterlock/sdk/wire.ts'
import { ERROR_CATALOGUE, ProblemError, invalidRequest, messageOf, outageOf } from '../kernel/errors.ts'
import { codeOf } from '../kernel/code-of.ts'
import { memberAt } from '../kernel/member-at.ts'

/** Converts anything that was thrown to a ProblemError; the only place that does. */
export function toProblemError(error: unknown, limitBytes: number): ProblemError {
  const outage = outageOf(error)
  if (outage) return outage
  if (error instanceof ProblemError) return error
  const code = codeOf(error)
  const statusCode = memberAt(error, 'statusCode')
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ProblemError('request_too_large', { facts: { limitBytes } })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_EMPTY_TYPE')
    return new ProblemError('unsupported_media_type')
  if (code === 'FST_ERR_BAD_URL')
    return invalidRequest({
      parameter: 'path',
      detail: 'The URL contains a “%” without two hexadecimal digits.',
    })
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return invalidRequest({
      header: 'Content-Length',
      detail: 'The body does not have the length in Content-Length.',
    })
  if (typeof statusCode === 'number' && statusCode < 500)
    return invalidRequest({ pointer: '', detail: NOT_JSON })
  return new ProblemError('internal_error', { cause: error })
}

export const NOT_JSON = 'The body is not valid JSON.'

/** The response body (RFC 9457). The error's `detail` and `cause` are private and go to the log. */
function problemOf(error: ProblemError, requestId: string): Problem {
  const { code, provider, facts, errors } = error
  const { status } = ERROR_CATALOGUE[code]
  return {
    type: `urn:letterlock:error:${code}`,
    ...messageOf(error),
    status,
    instance: `urn:letterlock:request:${requestId}`,
    code,
    requestId,
    ...(provider && { provider: provider.id, providerName: provider.name }),
    ...facts,
    ...(errors.length > 0 && { errors: [...errors] }),
  }
}

/** `Retry-After` in seconds, if the error has it. */
function retryAfter({ facts }: ProblemError): Record<string, string> {
  const { retryAfterSeconds } = facts
  return retryAfterSeconds === undefined || retryAfterSeconds === null
    ? {}
    : { 'retry-after': String(retryAfterSeconds) }
}

/** An error response. */
export interface ProblemResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** An error as problem details (RFC 9457), with `Retry-After` in seconds where the error has it. */
export function toProblemResponse(error: ProblemError, requestId: string): ProblemResponse {
  return {
    status: ERROR_CATALOGUE[error.code].status,
    headers: { 'content-type': 'application/problem+json', ...retryAfter(error) },
    body: JSON.stringify(problemOf(error, requestId)),
  }
}
