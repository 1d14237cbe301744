import type { Span } from '@opentelemetry/api'
import type { ProblemError } from '../kernel/errors.ts'
import { failureOf, markFailed, type SpanFacts, type Tracing } from '../tracing/tracing.ts'
import type { AbortCallback } from './abortable.ts'
import type { Outbound } from './outbound.ts'
import type { ResponseFlow, ResponseHeaders, ResponseSink } from './streamed-request.ts'

export interface OutboundTracing {
  readonly tracing: Tracing
  /** Whether the provider gets `traceparent`. */
  readonly passesOn: boolean
}

/** Makes each call to a provider a span. Its attributes name the host, not the path, which can hold an email address. */
export function traceOutbound<T extends Outbound>(outbound: T, { tracing, passesOn }: OutboundTracing): T {
  const factsOf = (provider: string, method: string, url: string): SpanFacts => ({
    kind: 'client',
    attributes: {
      'http.request.method': method,
      'server.address': new URL(url).hostname,
      'letterlock.provider': provider,
    },
  })
  return {
    ...outbound,
    request: (provider, url, init) =>
      tracing.inSpan(
        `${init.method} ${provider.id}`,
        factsOf(provider.id, init.method, url),
        async (span) => {
          const headers = passesOn ? { ...init.headers, ...tracing.headersOf(span) } : init.headers
          const response = await outbound.request(provider, url, { ...init, headers })
          noteStatus(span, response.status)
          return response
        },
      ),
    stream(provider, call, sink) {
      const { method, apiBaseUrl } = call
      const span = tracing.startSpan(`${method} ${provider.id}`, factsOf(provider.id, method, apiBaseUrl))
      const more = passesOn ? Object.entries(tracing.headersOf(span)).flat() : []
      outbound.stream(provider, { ...call, headers: [...call.headers, ...more] }, new TracedSink(span, sink))
    },
  }
}

function noteStatus(span: Span, status: number): void {
  span.setAttribute('http.response.status_code', status)
  if (status >= 400) markFailed(span, String(status))
}

/** Ends the span of a streamed call with its response. */
class TracedSink implements ResponseSink {
  readonly #span: Span
  readonly #sink: ResponseSink

  constructor(span: Span, sink: ResponseSink) {
    this.#span = span
    this.#sink = sink
  }

  get isAborted(): boolean {
    return this.#sink.isAborted
  }

  setAbortCallback(aborted: AbortCallback | null): void {
    this.#sink.setAbortCallback(aborted)
  }

  head(status: number, headers: ResponseHeaders): void {
    noteStatus(this.#span, status)
    this.#sink.head(status, headers)
  }

  data(chunk: Uint8Array, flow: ResponseFlow): boolean {
    return this.#sink.data(chunk, flow)
  }

  end(): void {
    this.#span.end()
    this.#sink.end()
  }

  fail(error: ProblemError): void {
    markFailed(this.#span, failureOf(error))
    this.#span.end()
    this.#sink.fail(error)
  }
}
