import type { ErrorCode } from '../kernel/error-catalogue.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { CallType } from './call.ts'

export interface StartedCall {
  readonly type: CallType
  readonly principal: Principal
  readonly requestId: string
  readonly operation: string | null
  readonly method: string
  /** With its query, as received: only what is logged is cleaned. */
  readonly path: string
}

/** A call in progress, and what is logged about it. A class with plain fields, since every forwarded call has one. */
export class CallRecord {
  readonly started: StartedCall
  readonly #begin = performance.now()
  connectionId: string | null
  errorCode: ErrorCode | null = null
  credential: 'oauth' | 'api_key' | null = null
  /** The time during which at least one request to the provider was in progress. */
  providerDurationMs = 0
  providerRequestCount = 0
  retryCount = 0
  requestBytes = 0
  responseBytes = 0
  /** What the client received; null if it had disconnected. */
  statusCode: number | null = null
  durationMs = 0
  /** Epoch milliseconds. */
  endedAt = 0
  #underWay = 0
  #sentAt = 0

  constructor(started: StartedCall, connectionId: string | null = null) {
    this.started = started
    this.connectionId = connectionId
  }

  /**
   * A request is sent to the provider; `ended` must follow. Several may be in progress at once.
   * @param body a stream is counted as it is read
   */
  sent<Body extends Buffer | AsyncIterable<Uint8Array> | null>(
    body: Body,
    credential: 'oauth' | 'api_key',
  ): Body | AsyncIterable<Uint8Array> {
    if (this.#underWay++ === 0) this.#sentAt = performance.now()
    this.providerRequestCount++
    this.credential = credential
    if (body === null) return body
    if (!Buffer.isBuffer(body)) return this.#counted(body)
    this.requestBytes += body.length
    return body
  }

  /** The provider's response to one request has ended, or the request failed. */
  ended(): void {
    if (this.#underWay === 0 || --this.#underWay > 0) return
    this.providerDurationMs += performance.now() - this.#sentAt
  }

  /** The call is over. @param at epoch milliseconds */
  close(statusCode: number | null, at: number): void {
    // The client may disconnect before the provider has responded.
    this.#underWay = Math.min(1, this.#underWay)
    this.ended()
    this.statusCode = statusCode
    this.durationMs = performance.now() - this.#begin
    this.endedAt = at
  }

  async *#counted(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of body) {
      this.requestBytes += chunk.length
      yield chunk
    }
  }
}
