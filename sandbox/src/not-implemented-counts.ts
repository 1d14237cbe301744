import type { SandboxRequest } from './recorded-exchange.ts'

/** An operation that was requested and is not simulated. */
export interface NotImplemented {
  readonly method: string
  readonly host: string
  /** As in the specification, with names instead of IDs: `/3.0/lists/{list_id}/surveys`. */
  readonly path: string
  /** The path of the newest request. */
  readonly requested: string
  /** The number of requests. */
  readonly count: number
}

const MAX_OPERATIONS = 500

/** Counts requested operations that are not simulated. Unlike the journal, it does not drop old requests. */
export class NotImplementedCounts {
  #counts = new Map<string, NotImplemented>()

  /** Counts a request if its operation is not simulated. */
  add({ method, host, path: requested, operation: path = requested, sandboxStatus }: SandboxRequest): void {
    if (sandboxStatus !== 'not_implemented') return
    const key = `${method} ${host}${path}`
    const count = (this.#counts.get(key)?.count ?? 0) + 1
    this.#counts.delete(key)
    this.#counts.set(key, { method, host, path, requested, count })
    const [oldest = key] = this.#counts.keys()
    if (this.#counts.size > MAX_OPERATIONS) this.#counts.delete(oldest)
  }

  /** The most frequent first, of the last 500. */
  list(): NotImplemented[] {
    return [...this.#counts.values()].toSorted((a, b) => b.count - a.count)
  }

  clear(): void {
    this.#counts.clear()
  }
}
