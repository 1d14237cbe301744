import { TextRing } from './text-ring.ts'

/** A request to a simulated provider. The query is left out: it may hold codes and secrets. */
export interface SandboxRequest {
  readonly id: number
  /** ISO 8601, by the sandbox's clock. */
  readonly at: string
  readonly method: string
  /** The provider's host, such as `login.mailchimp.com`. */
  readonly host: string
  readonly path: string
  /** Header names in lower case, without their values, which may be secrets. */
  readonly headers: readonly string[]
  /** Whether the route sends email. */
  readonly sends: boolean
  /** HTTP status of the response; 0 until one is sent, and for good when the connection is reset. */
  status: number
  /** Absent until there is a response. */
  durationMs?: number
  /** Kind of the fault that affected it. */
  fault?: string
  /** `not_implemented`: the specification has the operation, the sandbox does not. */
  sandboxStatus?: string
}

export interface RequestFilter {
  readonly host?: string | undefined
  readonly path?: string | undefined
  readonly search?: string | undefined
}

/** What a request and its response had. Nothing of it is a secret: every credential is the sandbox's own. */
export interface ExchangeParts {
  /** Path and query at the provider's host. */
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  requestBody: string
  responseHeaders: Readonly<Record<string, string>>
  /** At most 16,384 characters of each body. */
  responseBody: string
}

/** A request whole, with its response. */
export interface Exchange
  extends ExchangeParts, Pick<SandboxRequest, 'durationMs' | 'fault' | 'sandboxStatus'> {}

type Head = Omit<ExchangeParts, 'requestBody' | 'responseBody'>

/** Of what `end` has written. */
const isHead = (value: unknown): value is Head =>
  typeof value === 'object' && value !== null && 'url' in value

const MAX_REQUESTS = 5000
const MAX_EXCHANGE_BYTES = 4 * 1024 * 1024
/** Requests without a response that are kept whole, too: a fault may leave them waiting. */
const MAX_OPEN = 500

/** The latest requests to the sandbox, oldest first; the newest of them whole. */
export class RequestLog {
  /** In turn: the 5001st is where the first was. */
  #requests: SandboxRequest[] = []
  #open = new Map<number, ExchangeParts>()
  #exchanges = new TextRing(MAX_EXCHANGE_BYTES)
  #firstId = 1
  #nextId = 1

  /** Adds a request, and drops the oldest beyond 5000. Returns it, so that its status can be set later. */
  record(request: Omit<SandboxRequest, 'id'>, parts: ExchangeParts): SandboxRequest {
    const recorded = { ...request, id: this.#nextId++ }
    this.#requests[this.#indexOf(recorded.id)] = recorded
    this.#open.set(recorded.id, parts)
    this.#open.delete(recorded.id - MAX_OPEN)
    return recorded
  }

  /** Notes that the request has its response: nothing of it changes any more. */
  end({ id }: SandboxRequest): void {
    const parts = this.#open.get(id)
    if (!parts) return
    this.#open.delete(id)
    const { url, requestHeaders, responseHeaders, requestBody, responseBody } = parts
    const head = JSON.stringify({ url, requestHeaders, responseHeaders })
    this.#exchanges.put(id, [head, requestBody, responseBody])
  }

  /**
   * Requests to this host and exact path that have each word of `search`, in the method, the address, the status or, of those that are
   * kept whole, a body. An absent filter matches every request.
   */
  list({ host, path, search = '' }: RequestFilter = {}): SandboxRequest[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    return this.#all().filter(
      (request) =>
        (!host || request.host === host) &&
        (!path || request.path === path) &&
        (words.length === 0 || this.#has(request, words)),
    )
  }

  #indexOf(id: number): number {
    return (id - this.#firstId) % MAX_REQUESTS
  }

  #all(): SandboxRequest[] {
    const oldest = this.#requests.length < MAX_REQUESTS ? 0 : this.#indexOf(this.#nextId)
    return [...this.#requests.slice(oldest), ...this.#requests.slice(0, oldest)]
  }

  #has(request: SandboxRequest, words: readonly string[]): boolean {
    const { method, host, path, status } = request
    const { url = '', requestBody = '', responseBody = '' } = this.exchange(request.id) ?? {}
    const texts = [`${method} ${host}${path} ${status}`, url, requestBody, responseBody].map((text) =>
      text.toLowerCase(),
    )
    return words.every((word) => texts.some((text) => text.includes(word)))
  }

  /** One of the newest requests whole; undefined if it is too old. */
  exchange(id: number): Exchange | undefined {
    const parts = this.#open.get(id) ?? this.#ended(id)
    const request = this.#requests[this.#indexOf(id)]
    if (!parts || request?.id !== id) return undefined
    const { durationMs, fault, sandboxStatus } = request
    return {
      ...parts,
      ...(durationMs !== undefined && { durationMs }),
      ...(fault && { fault }),
      ...(sandboxStatus && { sandboxStatus }),
    }
  }

  #ended(id: number): ExchangeParts | undefined {
    const [head, requestBody = '', responseBody = ''] = this.#exchanges.get(id) ?? []
    if (head === undefined) return undefined
    const rest: unknown = JSON.parse(head)
    return isHead(rest) ? { ...rest, requestBody, responseBody } : undefined
  }

  clear(): void {
    this.#requests = []
    this.#firstId = this.#nextId
    this.#open.clear()
    this.#exchanges.clear()
  }
}
