import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Abortable, AbortCallback } from '../../outbound/abortable.ts'
import type { ResponseHeaders } from '../../outbound/forwarded-call.ts'
import type { Context } from '../context.ts'
import { logRefusal, problemOf, retryAfter, statusOf, toProblemError } from '../errors.ts'
import { writableHeaders } from './writable-headers.ts'

interface HotRequest {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly route: string
  readonly newInstance: () => string
}

/** One request before the framework: measured, refused in our words, and told when the caller has left. */
export class HotExchange implements Abortable {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly #context: Context
  readonly #route: string
  readonly #newInstance: () => string
  readonly #began = performance.now()
  #gone: AbortCallback | null = null
  #left = false

  constructor(context: Context, { request, response, route, newInstance }: HotRequest) {
    this.#context = context
    this.request = request
    this.response = response
    this.#route = route
    this.#newInstance = newInstance
    response.on('close', () => this.#closed())
  }

  get isGone(): boolean {
    return this.#left
  }

  onAbort(aborted: AbortCallback | null): void {
    this.#gone = aborted
    if (this.#left) aborted?.aborted()
  }

  #closed(): void {
    const { request, response } = this
    const seconds = (performance.now() - this.#began) / 1000
    this.#context.metrics.observe(request.method ?? '', this.#route, response.statusCode, seconds)
    if (response.writableFinished) return
    this.#left = true
    this.#gone?.aborted()
  }

  /** Answers an error, also one that comes late. */
  refuse(thrown: unknown): void {
    const { response } = this
    if (this.#left) return
    const error = toProblemError(thrown, 0)
    const instance = this.#newInstance()
    logRefusal(this.#context.ports.log, error, instance, this.#route)
    // Once an answer has begun, an error can only be told by cutting it off.
    if (response.headersSent) return void response.destroy()
    const body = JSON.stringify(problemOf(error, instance))
    response.writeHead(statusOf(error.code), {
      'content-type': 'application/problem+json',
      'content-length': Buffer.byteLength(body),
      'x-content-type-options': 'nosniff',
      ...retryAfter(error),
    })
    response.end(body)
    this.drain()
  }

  /**
   * Reads and drops what is still to come of the request: a client that is cut off while it sends does not see the answer. Not
   * without end: beyond the largest body that we take, the connection is closed.
   */
  drain(): void {
    const { request } = this
    if (request.complete) return
    let left = this.#context.settings.proxyMaxBodyBytes
    request.on('data', ({ length }: Buffer) => {
      left -= length
      if (left < 0) request.destroy()
    })
    request.resume()
  }

  /** The headers as Node can write them. What is left out is logged. */
  writable(headers: ResponseHeaders): ResponseHeaders {
    const { headers: written, dropped } = writableHeaders(headers)
    if (dropped.length > 0)
      this.#context.ports.log.warn({ headers: dropped, route: this.#route }, 'headers that cannot be written')
    return written
  }
}
