import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { AbortCallback } from './abortable.ts'
import { isLostIdleConnection } from './is-lost-idle-connection.ts'
import { startDeadline } from './start-deadline.ts'
import type {
  CallLease,
  ResponseFlow,
  ResponseHeaders,
  ResponseSink,
  StreamedRequest,
} from './streamed-request.ts'
import type { CountOutbound } from './count-outbound.ts'
import type { Outbound } from './outbound.ts'
import type { Provider } from '../providers/provider.ts'
import { ProblemError, type NamedProvider } from '../kernel/errors.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import type { Route } from './route.ts'

/** The parts of an API base URL. */
interface Base {
  /** The provider's host, also in sandbox mode. */
  readonly host: string
  readonly origin: string
  readonly prefix: string
}

/** Data centers are few, but some providers have a host per tenant. */
const MAX_BASES = 10_000

/** Streams one call with undici's dispatcher, which takes a third of the CPU of `fetch`. */
export function createStream(
  dispatcher: Dispatcher,
  route: Route,
  countOutbound: CountOutbound,
): Outbound['stream'] {
  const bases = new Map<string, Base>()
  const baseOf = (provider: Provider, apiBaseUrl: string): Base => {
    let base = bases.get(apiBaseUrl)
    if (!base) {
      const asked = new URL(apiBaseUrl)
      const { origin, pathname } = route(provider, asked)
      if (bases.size >= MAX_BASES) bases.clear()
      bases.set(apiBaseUrl, (base = { host: asked.hostname, origin, prefix: pathname.replace(/\/$/, '') }))
    }
    return base
  }

  return (provider, call, sink) => {
    const { host, origin, prefix } = baseOf(provider, call.apiBaseUrl)
    const { method, path, headers, body } = call
    const options = {
      origin,
      path: prefix + path,
      method,
      headers,
      body: body === null || Buffer.isBuffer(body) ? body : Readable.from(body),
    }
    const ended = (status: number | string): void => countOutbound(host, status)
    const exchange = new Exchange(provider, call, sink, ended)
    exchange.send(dispatcher, options)
  }
}

/**
 * One call in progress. The timeout covers the whole exchange, so that a slow response cannot keep it open. A class, because closures for
 * each call would cost more than the rest of it.
 */
class Exchange implements Dispatcher.DispatchHandler, AbortCallback, ResponseFlow {
  readonly #provider: NamedProvider
  readonly #sink: ResponseSink
  readonly #graceMs: number
  readonly #lease: CallLease | undefined
  readonly #ended: (status: number | string) => void
  #deadline: NodeJS.Timeout
  #leaseCheck: NodeJS.Timeout | undefined
  #controller: Dispatcher.DispatchController | undefined
  #cut: ProblemError | null = null
  #isAbandoned = false
  #over = false
  #isCounted = false
  /** How to send the call again; undefined once that is not allowed. */
  #again: { readonly dispatcher: Dispatcher; readonly options: Dispatcher.DispatchOptions } | undefined

  constructor(
    provider: NamedProvider,
    { timeoutMs, graceMs, lease }: StreamedRequest,
    sink: ResponseSink,
    ended: (status: number | string) => void,
  ) {
    this.#ended = ended
    this.#provider = provider
    this.#sink = sink
    this.#graceMs = graceMs
    this.#lease = lease
    this.#deadline = startDeadline(endLate, timeoutMs, this)
    sink.setAbortCallback(this)
  }

  send(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions): void {
    this.#again = { dispatcher, options }
    dispatcher.dispatch(options, this)
  }

  onAbort(): void {
    if (this.#graceMs === 0) return this.#cancel()
    // The grace period starts once: a response that goes on must not hold the call forever.
    if (this.#isAbandoned) return
    this.#isAbandoned = true
    clearTimeout(this.#deadline)
    this.#deadline = startDeadline(() => this.#cancel(), this.#graceMs, undefined)
  }

  #cancel(): void {
    const provider = this.#provider
    this.cut(new ProblemError('request_canceled', { detail: 'the client has disconnected', provider }))
  }

  endLate(): void {
    const provider = this.#provider
    this.cut(new ProblemError('provider_timeout', { detail: 'the timeout is over', provider }))
  }

  cut(problem: ProblemError): void {
    if (this.#over) return
    this.#cut = problem
    if (this.#controller) this.#controller.abort(problem)
    // Not started yet: fail now, and abort as soon as it starts.
    else this.#fail(problem)
  }

  resume(): void {
    this.#controller?.resume()
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#over) controller.abort(new Error('aborted before the start'))
    else if (this.#lease) this.#beginUnder(this.#lease)
  }

  /** Called right before the first byte is sent. */
  #beginUnder(lease: CallLease): void {
    try {
      lease.assertMayBegin()
      clearTimeout(this.#leaseCheck)
      this.#leaseCheck = setTimeout(breakOff, lease.leftMs(), this, lease)
    } catch (error) {
      this.cut(problemOf(error, this.#provider))
    }
  }

  /** Ends the call at the end of its lease, unless the lease was extended meanwhile. */
  breakOff(lease: CallLease): void {
    const leftMs = lease.leftMs()
    if (leftMs > 0) this.#leaseCheck = setTimeout(breakOff, leftMs, this, lease)
    else
      this.cut(
        new ProblemError('provider_timeout', { detail: 'its lease has ended', provider: this.#provider }),
      )
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ResponseHeaders,
  ): void {
    this.#again = undefined
    // Interim responses (RFC 9110 section 15.2) are skipped.
    if (status < 200) return
    clearTimeout(this.#leaseCheck)
    this.#count(status)
    this.#sink.head(status, headers)
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (!this.#sink.data(chunk, this)) controller.pause()
  }

  onResponseEnd(): void {
    if (!this.#end()) return
    try {
      this.#sink.end()
    } catch (cause) {
      this.#sink.fail(new ProblemError('internal_error', { cause }))
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    const again = this.#again
    this.#again = undefined
    if (!again || this.#over || this.#cut !== null || !isLostIdleConnection(cause, again.options))
      return this.#fail(cause)
    this.#controller = undefined
    again.dispatcher.dispatch(again.options, this)
  }

  #end(): boolean {
    clearTimeout(this.#deadline)
    clearTimeout(this.#leaseCheck)
    const first = !this.#over
    this.#over = true
    return first
  }

  #fail(cause: Error): void {
    if (!this.#end()) return
    const problem = this.#cut ?? problemOf(cause, this.#provider)
    this.#count(problem.code)
    this.#sink.fail(problem)
  }

  /** Counts the call once: a response that breaks off was counted by its status. */
  #count(status: number | string): void {
    if (!this.#isCounted) this.#ended(status)
    this.#isCounted = true
  }
}

function problemOf(cause: unknown, provider: NamedProvider): ProblemError {
  return cause instanceof ProblemError
    ? cause
    : new ProblemError('provider_unavailable', { detail: reasonOf(cause), provider, cause })
}

function endLate(exchange: Exchange): void {
  exchange.endLate()
}

function breakOff(exchange: Exchange, lease: CallLease): void {
  exchange.breakOff(lease)
}
