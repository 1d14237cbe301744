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
  /** Of the newest 500. */
  readonly durationMs?: number
  /** Of the newest 500: the kind of the fault that affected it. */
  readonly fault?: string
  /** Of the newest 500: `not_implemented`. */
  readonly sandboxStatus?: string
}

export interface RequestFilter {
  readonly host?: string | undefined
  readonly path?: string | undefined
  readonly search?: string | undefined
}

/** A request whole, with its response. Nothing of it is a secret: every credential is the sandbox's own. */
export interface Exchange {
  /** Path and query at the provider's host. */
  readonly url: string
  readonly requestHeaders: Readonly<Record<string, string>>
  requestBody: string
  responseHeaders: Readonly<Record<string, string>>
  /** At most 16,384 characters of each body. */
  responseBody: string
  durationMs: number
  /** Kind of the fault that affected it. */
  fault?: string
  /** `not_implemented`: the specification has the operation, the sandbox does not. */
  sandboxStatus?: string
}

const MAX_REQUESTS = 5000
const MAX_EXCHANGES = 500

/** The latest requests to the sandbox, oldest first; the newest of them whole. */
export class RequestLog {
  #requests: SandboxRequest[] = []
  #exchanges = new Map<number, Exchange>()
  #nextId = 1

  /** Adds a request, and drops the oldest beyond 5000. Returns it, so that its status can be set later. */
  record(request: Omit<SandboxRequest, 'id'>, exchange?: Exchange): SandboxRequest {
    const recorded = { id: this.#nextId++, ...request }
    this.#requests.push(recorded)
    if (this.#requests.length > MAX_REQUESTS) this.#requests.splice(0, this.#requests.length - MAX_REQUESTS)
    if (exchange) this.#exchanges.set(recorded.id, exchange)
    this.#exchanges.delete(recorded.id - MAX_EXCHANGES)
    return recorded
  }

  /**
   * Requests to this host and exact path that have each word of `search`, in the method, the address, the status or, of the newest 500, a
   * body. An absent filter matches every request.
   */
  list({ host, path, search = '' }: RequestFilter = {}): SandboxRequest[] {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    return this.#requests.filter(
      (request) =>
        (!host || request.host === host) &&
        (!path || request.path === path) &&
        words.every((word) => this.#has(request, word)),
    )
  }

  #has({ id, method, host, path, status }: SandboxRequest, word: string): boolean {
    if (`${method} ${host}${path} ${status}`.toLowerCase().includes(word)) return true
    const { url = '', requestBody = '', responseBody = '' } = this.#exchanges.get(id) ?? {}
    return [url, requestBody, responseBody].some((text) => text.toLowerCase().includes(word))
  }

  /** A request with what the newest 500 have beside it. */
  summary(request: SandboxRequest): SandboxRequest {
    const exchange = this.#exchanges.get(request.id)
    if (!exchange) return request
    const { durationMs, fault, sandboxStatus } = exchange
    return { ...request, durationMs, ...(fault && { fault }), ...(sandboxStatus && { sandboxStatus }) }
  }

  /** One of the newest 500 requests whole. */
  exchange(id: number): Exchange | undefined {
    return this.#exchanges.get(id)
  }

  clear(): void {
    this.#requests = []
    this.#exchanges.clear()
  }
}
