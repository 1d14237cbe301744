import {
  context,
  propagation,
  ProxyTracerProvider,
  SpanKind,
  SpanStatusCode,
  trace,
  type Attributes,
  type Context,
  type Span,
  type TracerProvider,
} from '@opentelemetry/api'
import type { IncomingMessage } from 'node:http'

/**
 * Spans for OpenTelemetry. The SDK, with its exporters and samplers, is the operator's: it registers itself before the server starts.
 * An attribute is a name, a pattern, an ID or a number: never a URL, a token, an address or what a person has written.
 */
export interface Tracing {
  /** Starts a child span, which is current while `run` runs. It ends with the promise, as an error if that is rejected. */
  inSpan<T>(name: string, options: SpanFacts, run: (span: Span) => Promise<T>): Promise<T>
  /** Starts a child span, which the code that started it ends. */
  startSpan(name: string, options: SpanFacts): Span
  /** Runs the handler of a request in a span that continues the trace of its `traceparent`. */
  serve(request: IncomingMessage, handle: () => void): void
  /** Ends the span of a request. */
  served(request: IncomingMessage, facts: ServedFacts): void
  /** Whether there is a current span. Work that no request asked for, such as a poll, has none. */
  isInSpan(): boolean
  /** The headers by which another server continues the trace of this span. */
  headersOf(span: Span): Readonly<Record<string, string>>
}

export interface SpanFacts {
  /** Default: `internal`. */
  readonly kind?: 'internal' | 'client' | 'producer'
  readonly attributes?: Attributes
}

interface ServedFacts {
  readonly method: string
  /** The route's pattern. */
  readonly route: string
  readonly statusCode: number
  readonly requestId: string
}

const KINDS = { internal: SpanKind.INTERNAL, client: SpanKind.CLIENT, producer: SpanKind.PRODUCER } as const

/** Checks once whether an SDK is registered; null if not, so that tracing costs nothing. */
export function createTracing(version: string): Tracing | null {
  if (!isRegistered(trace.getTracerProvider())) return null
  const tracer = trace.getTracer('letterlock', version)
  const requests = new WeakMap<IncomingMessage, Span>()
  const startSpan = (name: string, { kind = 'internal', attributes = {} }: SpanFacts): Span =>
    tracer.startSpan(name, { kind: KINDS[kind], attributes })
  return {
    startSpan,
    async inSpan(name, options, run) {
      const span = startSpan(name, options)
      try {
        return await context.with(trace.setSpan(context.active(), span), () => run(span))
      } catch (error) {
        markFailed(span, failureOf(error))
        throw error
      } finally {
        span.end()
      }
    },
    serve(request, handle) {
      const origin = propagation.extract(context.active(), request.headers)
      const { method = '' } = request
      const attributes = { 'http.request.method': method }
      const span = tracer.startSpan(method, { kind: SpanKind.SERVER, attributes }, origin)
      requests.set(request, span)
      context.with(trace.setSpan(origin, span), handle)
    },
    served(request, { method, route, statusCode, requestId }) {
      const span = requests.get(request)
      if (!span) return
      span.updateName(`${method} ${route}`)
      span.setAttributes({
        'http.route': route,
        'http.response.status_code': statusCode,
        'letterlock.request_id': requestId,
      })
      if (statusCode >= 500) markFailed(span, String(statusCode))
      span.end()
      requests.delete(request)
    },
    isInSpan: () => trace.getActiveSpan() !== undefined,
    headersOf(span) {
      const headers: Record<string, string> = {}
      const of: Context = trace.setSpan(context.active(), span)
      propagation.inject(of, headers)
      // Neither baggage nor trace state of other systems: they can contain anything.
      const { traceparent } = headers
      return traceparent === undefined ? {} : { traceparent }
    },
  }
}

/** Marks a span as failed. @param reason a code, not a message, which could contain private details */
export function markFailed(span: Span, reason: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR })
  span.setAttribute('error.type', reason)
}

/** The code of a `ProblemError`; the name of any other error. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'error'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/** Without an SDK, the API's provider delegates to one that does nothing. */
function isRegistered(provider: TracerProvider): boolean {
  if (!(provider instanceof ProxyTracerProvider)) return true
  return provider.getDelegate() !== new ProxyTracerProvider().getDelegate()
}
