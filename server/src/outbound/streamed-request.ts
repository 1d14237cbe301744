import type { Abortable } from './abortable.ts'
import type { ProblemError } from '../kernel/errors.ts'

export interface StreamedRequest {
  readonly method: string
  /** The account's API, without a trailing slash. */
  readonly apiBaseUrl: string
  /** Checked, beginning with a slash, with its query. */
  readonly path: string
  /** Name, value, name, value, …: as they go out, authorized. */
  readonly headers: string[]
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  readonly timeoutMs: number
  /** How long it may go on when the caller leaves. */
  readonly graceMs: number
}

/** Who hears of a forwarded answer as it arrives. */
export interface ResponseSink extends Abortable {
  /** Names are lower-case. */
  head(status: number, headers: ResponseHeaders): void
  /** false: stop sending until `resume` is called. */
  data(chunk: Uint8Array, resume: () => void): boolean
  end(): void
  fail(error: ProblemError): void
}

export type ResponseHeaders = Record<string, string | string[] | undefined>
