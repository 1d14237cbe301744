import type { SandboxRequest } from './recorded-exchange.ts'

/** An operation that was requested and is not simulated. */
export interface NotImplemented {
  readonly method: string
  readonly host: string
  /** As the specification has it, with names in place of IDs: `/3.0/lists/{list_id}/surveys`. */
  readonly path: string
  /** The path of the newest request. */
  readonly requested: string
  /** How many requests there were. */
  readonly count: number
}

const MAX_OPERATIONS = 500

/** Operations that were requested and are not simulated: more than a journal, whose oldest requests make place. */
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

  /** Those that were requested most often first; of the 500 that were requested last. */
  list(): NotImplemented[] {
    return [...this.#counts.values()].toSorted((a, b) => b.count - a.count)
  }

  clear(): void {
    this.#counts.clear()
  }
}
