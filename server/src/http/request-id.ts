import { rawHeader } from '../kernel/raw-header.ts'

/** A request ID that is safe in a log line and a header. It must not look like a secret of Letterlock. */
export const REQUEST_ID = /^(?!(?:ll[kctdar]|whsec)_)[\w.:+/=-]{1,128}$/
/** @see https://www.w3.org/TR/trace-context/#traceparent-header */
const TRACEPARENT = /^[\da-f]{2}-(?!0{32})([\da-f]{32})-[\da-f]{16}-[\da-f]{2}/

/** The client's own request ID, so that both logs use the same: `X-Request-Id`, or the trace ID of `traceparent`. */
export function givenRequestId(rawHeaders: readonly string[]): string | undefined {
  const given = rawHeader(rawHeaders, 'x-request-id')
  if (given !== undefined && REQUEST_ID.test(given)) return given
  const [, traceId] = TRACEPARENT.exec(rawHeader(rawHeaders, 'traceparent') ?? '') ?? []
  return traceId
}

/** The response header with the request ID. Not `X-Request-Id`, which a provider's own response may have. */
export const REQUEST_ID_HEADER = 'Letterlock-Request-Id'
