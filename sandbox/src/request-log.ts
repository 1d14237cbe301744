/** A request to a simulated provider. The query is left out: it may hold codes and secrets. */
export interface SandboxRequest {
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
}

const MAX_REQUESTS = 5000

/** The latest requests to the sandbox, oldest first. */
export class RequestLog {
  #requests: SandboxRequest[] = []

  /** Adds a request, and drops the oldest beyond 5000. Returns it, so that its status can be set later. */
  record(request: SandboxRequest): SandboxRequest {
    this.#requests.push(request)
    if (this.#requests.length > MAX_REQUESTS) this.#requests.splice(0, this.#requests.length - MAX_REQUESTS)
    return request
  }

  /** Requests to this host and exact path; an absent filter matches every request. */
  list(filter: { host?: string | undefined; path?: string | undefined } = {}): SandboxRequest[] {
    return this.#requests.filter(
      ({ host, path }) => (!filter.host || host === filter.host) && (!filter.path || path === filter.path),
    )
  }

  clear(): void {
    this.#requests = []
  }
}
