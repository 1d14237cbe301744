import { ProblemError } from '../kernel/errors.ts'
import { SECOND } from '../kernel/time.ts'
import { abortableOf, type Abortable, type AbortCallback } from '../outbound/abortable.ts'
import { ByteBuffer } from '../outbound/byte-buffer.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { ProxyContext } from './context.ts'
import type { OnAwaited } from './proxy-call.ts'
import { proxyRequest } from './proxy-request.ts'
import type { CallLease, ResponseHeaders, ResponseSink } from '../outbound/streamed-request.ts'

export interface ProviderCall {
  readonly connectionId: string
  /** See `ProxyRequest`. */
  readonly accountId: string
  readonly method: string
  /** With query. */
  readonly path: string
  readonly body?: unknown
  /** Aborted when the client has disconnected; then nothing more is sent. */
  readonly signal: AbortSignal
  /** See `ProxyRequest`. */
  readonly isApproval?: boolean
  /** See `ProxyRequest`. */
  readonly onAwaited?: OnAwaited
  /** Held by a write until its response. */
  readonly lease: CallLease
}

export interface ProviderResponse {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly text: string
}

const MAX_BYTES = 8 * 1024 * 1024

/** Without `accept-encoding: identity`, a server may compress its response (RFC 9110 section 12.5.3). */
const READ_AS_IT_IS = ['accept', 'application/json', 'accept-encoding', 'identity']

/** How long a write waits for its response after the client has disconnected: it is probably done, and its event must be recorded. */
const WRITE_GRACE_MS = 5 * SECOND

/**
 * Sends one JSON call and returns the whole response. Permissions, limits and credentials apply as in `proxyRequest`.
 * @throws ProblemError as `proxyRequest`, and provider_response_invalid if the response is too large
 */
export function callProvider(
  context: ProxyContext,
  principal: Principal,
  { method, body, signal, lease: leaseOfWrites, isApproval = false, ...target }: ProviderCall,
): Promise<ProviderResponse> {
  const json = body === undefined ? null : Buffer.from(JSON.stringify(body))
  const rawHeaders = [...READ_AS_IT_IS, ...(json ? ['content-type', 'application/json'] : [])]
  const [graceMs, lease] = method === 'GET' ? [0] : [WRITE_GRACE_MS, leaseOfWrites]
  return new Promise<ProviderResponse>((resolve, reject) => {
    const collector = new Collector(abortableOf(signal), resolve, reject)
    const { record = null } = context
    const request = { ...target, method, rawHeaders, body: json, graceMs, lease, record, isApproval }
    proxyRequest(context, principal, request, collector)?.catch(reject)
  })
}

class Collector implements ResponseSink {
  readonly #client: Abortable
  readonly #resolve: (answer: ProviderResponse) => void
  readonly #reject: (error: ProblemError) => void
  readonly #body = new ByteBuffer()
  #status = 0
  #headers: ResponseHeaders = {}
  #gone: AbortCallback | null = null

  constructor(
    client: Abortable,
    resolve: (answer: ProviderResponse) => void,
    reject: (error: ProblemError) => void,
  ) {
    this.#client = client
    this.#resolve = resolve
    this.#reject = reject
  }

  get isAborted(): boolean {
    return this.#client.isAborted
  }

  setAbortCallback(aborted: AbortCallback | null): void {
    this.#gone = aborted
    this.#client.setAbortCallback(aborted)
  }

  head(status: number, headers: ResponseHeaders): void {
    this.#status = status
    this.#headers = headers
  }

  data(chunk: Uint8Array): boolean {
    if (this.#body.size + chunk.length <= MAX_BYTES) this.#body.append(chunk)
    else {
      this.#reject(
        new ProblemError('provider_response_invalid', { detail: `the response is over ${MAX_BYTES} bytes` }),
      )
      this.#gone?.onAbort()
    }
    return true
  }

  end(): void {
    this.#client.setAbortCallback(null)
    this.#resolve({ status: this.#status, headers: this.#headers, text: this.#body.toString() })
  }

  fail(error: ProblemError): void {
    this.#client.setAbortCallback(null)
    this.#reject(error)
  }
}
