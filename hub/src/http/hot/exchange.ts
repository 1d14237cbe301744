import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Gone } from '../../core/ports.ts'
import type { Context } from '../context.ts'
import { logRefusal, problemOf, retryAfter, statusOf, toHubError } from '../errors.ts'

interface HotRequest {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly route: string
  readonly newInstance: () => string
}

/** One request before the framework: measured, refused in our words, and told when the caller has left. */
export class HotExchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly #context: Context
  readonly #route: string
  readonly #newInstance: () => string
  readonly #began = performance.now()
  #gone: Gone | undefined

  constructor(context: Context, { request, response, route, newInstance }: HotRequest) {
    this.#context = context
    this.request = request
    this.response = response
    this.#route = route
    this.#newInstance = newInstance
    response.on('close', () => this.#closed())
  }

  /** Tells when nobody waits for the answer any more. Only who asked last is told. */
  onGone(gone: Gone): void {
    this.#gone = gone
  }

  #closed(): void {
    const { request, response } = this
    const seconds = (performance.now() - this.#began) / 1000
    this.#context.metrics.observe(request.method ?? '', this.#route, response.statusCode, seconds)
    if (!response.writableFinished) this.#gone?.gone()
  }

  /** Answers an error, also one that comes late. */
  refuse(thrown: unknown): void {
    const { request, response } = this
    const error = toHubError(thrown, 0)
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
      // What is left of the request is not read.
      ...(!request.complete && { connection: 'close' }),
    })
    response.end(body)
  }
}
