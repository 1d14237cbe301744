import { HubError } from '../errors.ts'
import type { Caller } from './caller.ts'
import { forwardRequest, type ForwardParts } from './forward-request.ts'
import type { AnswerHeaders, ForwardCaller, Gone } from './ports.ts'

export interface PlatformCall {
  readonly connectionId: string
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly body?: unknown
}

export interface PlatformAnswer {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly text: string
}

const MOST_BYTES = 8 * 1024 * 1024

/**
 * One JSON call to the platform, held to what the person allows, to its limits and to a live credential as any forwarded call is;
 * answered whole.
 * @throws HubError what `forwardRequest` throws, and platform_unreachable for an answer that is too large
 */
export function callPlatform(
  parts: ForwardParts,
  caller: Caller,
  { connectionId, method, path, body }: PlatformCall,
): Promise<PlatformAnswer> {
  const json = body === undefined ? null : Buffer.from(JSON.stringify(body))
  const rawHeaders = ['accept', 'application/json', ...(json ? ['content-type', 'application/json'] : [])]
  return new Promise((resolve, reject) => {
    const collector = new Collector(resolve, reject)
    const begun = forwardRequest(
      parts,
      caller,
      { connectionId, method, path, rawHeaders, body: json },
      collector,
    )
    begun?.catch(reject)
  })
}

class Collector implements ForwardCaller {
  readonly #resolve: (answer: PlatformAnswer) => void
  readonly #reject: (error: HubError) => void
  readonly #chunks: Uint8Array[] = []
  #size = 0
  #status = 0
  #headers: AnswerHeaders = {}
  #gone: Gone | undefined

  constructor(resolve: (answer: PlatformAnswer) => void, reject: (error: HubError) => void) {
    this.#resolve = resolve
    this.#reject = reject
  }

  onGone(gone: Gone): void {
    this.#gone = gone
  }

  head(status: number, headers: AnswerHeaders): void {
    this.#status = status
    this.#headers = headers
  }

  data(chunk: Uint8Array): boolean {
    this.#size += chunk.length
    if (this.#size <= MOST_BYTES) this.#chunks.push(chunk)
    else {
      this.#reject(
        new HubError('platform_unreachable', { detail: `an answer of more than ${MOST_BYTES} bytes` }),
      )
      this.#gone?.gone()
    }
    return true
  }

  end(): void {
    const text = Buffer.concat(this.#chunks).toString('utf8')
    this.#resolve({ status: this.#status, headers: this.#headers, text })
  }

  fail(error: HubError): void {
    this.#reject(error)
  }
}
