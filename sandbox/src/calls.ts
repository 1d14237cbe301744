/** One request that the sandbox saw. The query is left out: it may hold codes and secrets. */
export interface Call {
  readonly at: string
  readonly method: string
  readonly host: string
  readonly path: string
  /** Names of its headers, in lower case; their values may be secrets. */
  readonly headers: readonly string[]
  /** Whether it was routed to an operation that sends e-mail. */
  readonly sends: boolean
  /** 0 while no answer was sent, and for ever when the connection was cut. */
  status: number
}

const MOST_CALLS_KEPT = 5000

/** What was asked of the sandbox, newest last; tests assert on it. */
export class CallLog {
  #calls: Call[] = []

  record(call: Call): Call {
    this.#calls.push(call)
    if (this.#calls.length > MOST_CALLS_KEPT) this.#calls.splice(0, this.#calls.length - MOST_CALLS_KEPT)
    return call
  }

  list(filter: { host?: string | undefined; path?: string | undefined } = {}): Call[] {
    return this.#calls.filter(
      (call) => (!filter.host || call.host === filter.host) && (!filter.path || call.path === filter.path),
    )
  }

  clear(): void {
    this.#calls = []
  }
}
