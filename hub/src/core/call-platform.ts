import { HubError } from '../errors.ts'
import { SECOND } from '../time.ts'
import { abortableOf, type Abortable, type Gone } from './abortable.ts'
import { ByteBuffer } from './byte-buffer.ts'
import type { Caller } from './caller.ts'
import { forwardRequest, type ForwardParts } from './forward-request.ts'
import type { AnswerHeaders, ForwardCaller } from './ports.ts'

export interface PlatformCall {
  readonly connectionId: string
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body?: unknown
  /** Aborted when whoever asked has left: then nothing more is sent. */
  readonly signal: AbortSignal
}

export interface PlatformAnswer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly text: string
}

const MOST_BYTES = 8 * 1024 * 1024

/** A change that has been sent is likely done; so long we wait to hear it, and to write it down, when nobody else waits. */
const WRITE_GRACE_MS = 5 * SECOND

/**
 * One JSON call to the platform, held to what the person allows, to its limits and to a live credential as any forwarded call is;
 * answered whole.
 * @throws HubError what `forwardRequest` throws, and platform_unreachable for an answer that is too large
 */
export function callPlatform(
  parts: ForwardParts,
  caller: Caller,
  { connectionId, method, path, body, signal }: PlatformCall,
): Promise<PlatformAnswer> {
  const json = body === undefined ? null : Buffer.from(JSON.stringify(body))
  const rawHeaders = ['accept', 'application/json', ...(json ? ['content-type', 'application/json'] : [])]
  const graceMs = method === 'GET' ? 0 : WRITE_GRACE_MS
  return new Promise<PlatformAnswer>((resolve, reject) => {
    const collector = new Collector(abortableOf(signal), resolve, reject)
    const request = { connectionId, method, path, rawHeaders, body: json, graceMs }
    forwardRequest(parts, caller, request, collector)?.catch(reject)
  })
}

class Collector implements ForwardCaller {
  readonly #caller: Abortable
  readonly #resolve: (answer: PlatformAnswer) => void
  readonly #reject: (error: HubError) => void
  readonly #body = new ByteBuffer()
  #status = 0
  #headers: AnswerHeaders = {}
  #gone: Gone | null = null

  constructor(
    caller: Abortable,
    resolve: (answer: PlatformAnswer) => void,
    reject: (error: HubError) => void,
  ) {
    this.#caller = caller
    this.#resolve = resolve
    this.#reject = reject
  }

  get isGone(): boolean {
    return this.#caller.isGone
  }

  onGone(gone: Gone | null): void {
    this.#gone = gone
    this.#caller.onGone(gone)
  }

  head(status: number, headers: AnswerHeaders): void {
    this.#status = status
    this.#headers = headers
  }

  data(chunk: Uint8Array): boolean {
    if (this.#body.size + chunk.length <= MOST_BYTES) this.#body.append(chunk)
    else {
      this.#reject(
        new HubError('platform_unreachable', { detail: `an answer of more than ${MOST_BYTES} bytes` }),
      )
      this.#gone?.gone()
    }
    return true
  }

  end(): void {
    this.#caller.onGone(null)
    this.#resolve({ status: this.#status, headers: this.#headers, text: this.#body.toString() })
  }

  fail(error: HubError): void {
    this.#caller.onGone(null)
    this.#reject(error)
  }
}
