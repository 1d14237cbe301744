import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Abortable, AbortCallback } from '../../outbound/abortable.ts'
import type { ResponseHeaders } from '../../outbound/streamed-request.ts'
import type { CallRecord } from '../../calls/call-record.ts'
import { chunksOf } from './body.ts'
import { toProblemError } from '../errors.ts'
import type { RouteContext } from '../route-context.ts'
import { writableHeaders } from './writable-headers.ts'

/** After this status, the rest of the body is not awaited (RFC 9110 section 15.5.9). */
const REQUEST_TIMEOUT = 408

interface FastPathRequest {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  /** The route's pattern. */
  readonly route: string
}

/** One request and its response on the fast path: measures it, writes its errors, and reports when the client disconnects. */
export class FastPathExchange implements Abortable {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly requestId: string
  principalId: string | null = null
  /** The log record, set when the principal is known, on routes whose calls are logged. */
  record: CallRecord | null = null
  readonly #context: RouteContext
  readonly #route: string
  readonly #startedAt = performance.now()
  #abortCallback: AbortCallback | null = null
  #isAborted = false
  #chunks: AsyncGenerator<Buffer, undefined> | undefined

  constructor(context: RouteContext, { request, response, route }: FastPathRequest) {
    this.#context = context
    this.request = request
    this.response = response
    this.#route = route
    this.requestId = context.requestGuard.requestIdOf(request.rawHeaders)
    response.on('close', () => this.#close())
  }

  get isAborted(): boolean {
    return this.#isAborted
  }

  setAbortCallback(aborted: AbortCallback | null): void {
    this.#abortCallback = aborted
    if (this.#isAborted) aborted?.onAbort()
  }

  /** The request body, to be read once. What was not read when the response ends is discarded. */
  get bodyChunks(): AsyncGenerator<Buffer, undefined> {
    return (this.#chunks ??= chunksOf(this.request))
  }

  #close(): void {
    const { request, response } = this
    this.#context.requestGuard.observe(request, {
      method: request.method ?? '',
      route: this.#route,
      statusCode: response.statusCode,
      seconds: (performance.now() - this.#startedAt) / 1000,
      requestId: this.requestId,
      principalId: this.principalId,
    })
    const isFinished = response.writableFinished
    if (!isFinished) {
      this.#isAborted = true
      this.#abortCallback?.onAbort()
    }
    if (this.record) this.#log(this.record, isFinished)
  }

  #log(record: CallRecord, isFinished: boolean): void {
    if (!isFinished) record.errorCode ??= 'request_canceled'
    this.#context.callLog.add(record, isFinished ? this.response.statusCode : null)
  }

  /** Writes the error response. After the head has been written, an error can only close the connection. */
  reject(thrown: unknown): void {
    const { response } = this
    if (this.#isAborted) return
    const { requestGuard } = this.#context
    const { requestId } = this
    const rejected = { requestId, method: this.request.method ?? '', route: this.#route }
    if (this.record) this.record.errorCode = toProblemError(thrown, 0).code
    const { status, headers, body } = requestGuard.reject(thrown, rejected)
    if (response.headersSent) return void response.destroy()
    response.writeHead(status, {
      ...headers,
      ...(status === REQUEST_TIMEOUT && !this.request.complete && { connection: 'close' }),
      'content-length': Buffer.byteLength(body),
      ...requestGuard.securityHeaders,
    })
    response.end(body)
    this.drain()
  }

  /**
   * Discards the rest of the request body: a client that is cut off while it sends does not see the response. A body beyond the limit closes
   * the connection.
   */
  drain(): void {
    const { request } = this
    // A reader that has not reached the end would keep the rest from arriving.
    this.#chunks?.return(undefined).catch(() => undefined)
    if (request.complete) return
    let left = this.#context.settings.proxyMaxBodyBytes
    request.on('data', ({ length }: Buffer) => {
      left -= length
      if (left < 0) request.destroy()
    })
    request.resume()
  }

  /** The headers that Node can write. The others are dropped, and their names logged. */
  writable(headers: ResponseHeaders): ResponseHeaders {
    const { headers: written, dropped } = writableHeaders(headers)
    if (dropped.length > 0)
      this.#context.log.warn({ headerNames: dropped, route: this.#route }, 'response headers dropped')
    return written
  }
}
