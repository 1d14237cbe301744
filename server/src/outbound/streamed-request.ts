import type { Abortable } from './abortable.ts'
import type { ProblemError } from '../kernel/errors.ts'

export interface StreamedRequest {
  readonly method: string
  /** Base URL of the account's API, without a trailing slash. */
  readonly apiBaseUrl: string
  /** Validated path with query; begins with a slash. */
  readonly path: string
  /** Alternating names and values, with authorization. */
  readonly headers: string[]
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  readonly timeoutMs: number
  /** Milliseconds that the call may continue after the client has disconnected. */
  readonly graceMs: number
  /** For a write that needs one. */
  readonly lease?: CallLease | undefined
}

/** Held while a call is in progress, so that nothing that conflicts with it is done meanwhile. */
export interface CallLease {
  /** Called right before the first byte is sent. @throws ProblemError if the lease may end too soon */
  assertMayBegin(): void
  /** Milliseconds until the call must be ended, if the lease is not extended by then. */
  leftMs(): number
}

/** Receives a streamed response. */
export interface ResponseSink extends Abortable {
  /** @param headers names in lower case */
  head(status: number, headers: ResponseHeaders): void
  /** @returns false to pause until `flow` is resumed */
  data(chunk: Uint8Array, flow: ResponseFlow): boolean
  end(): void
  fail(error: ProblemError): void
}

/** How a sink controls the response that it receives. */
export interface ResponseFlow {
  resume(): void
  /** Ends the response: the sink fails with this problem. */
  cut(problem: ProblemError): void
}

export type ResponseHeaders = Record<string, string | string[] | undefined>
