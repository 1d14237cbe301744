import { randomUUID } from 'node:crypto'

/** What an injected fault does to a request. `large_ids`: integer IDs are beyond 2^53. `answer`: the rule answers instead of the provider. */
export const FAULT_KINDS = [
  'status',
  'timeout',
  'connection_reset',
  'slow_body',
  'invalid_json',
  'html_body',
  'oversized_body',
  'replaced_body',
  'lost_response',
  'large_ids',
  'answer',
] as const

/** A failure that the sandbox injects into matching requests. */
export interface Fault {
  readonly id: string
  readonly kind: (typeof FAULT_KINDS)[number]
  /** Exact host; every host by default. */
  readonly host?: string
  /** Prefix of the path, or the whole path of an `answer`; `{name}` stands for any one segment. Every path by default. */
  readonly path?: string
  /** Exact method in upper case; every method by default. */
  readonly method?: string
  /** The number of requests that it still affects; unlimited by default. */
  remaining?: number
  /** The share of requests that it affects, from 0 to 1; 1 by default. */
  readonly rate?: number
  /** `status` and `answer`: the HTTP status; 503 and 200 if absent. */
  readonly status?: number
  /** `status` only: the Retry-After header, in seconds or as an HTTP date. */
  readonly retryAfter?: string
  /** `slow_body`: delay before the body, 1000 if absent. `timeout`: delay before the socket is closed, never if absent. */
  readonly delayMs?: number
  /** `replaced_body`: the body that replaces the response's own; the operation itself takes effect. `answer`: the body. */
  readonly body?: string
  /** The Content-Type of `body`; the response's own, or JSON, if absent. */
  readonly contentType?: string
  /** Whether it is switched off. */
  disabled?: boolean
}

/** The faults, in the order in which they were added. */
export class Faults {
  #faults: Fault[] = []

  /** Adds a fault and returns it with its ID. */
  add(fault: Omit<Fault, 'id'>): Fault {
    const added = { ...fault, id: randomUUID() }
    this.#faults.push(added)
    return added
  }

  list(): readonly Fault[] {
    return this.#faults
  }

  /** Switches a fault off or on, and returns it; undefined if there is none with this ID. */
  change(id: string, { disabled }: { readonly disabled: boolean }): Fault | undefined {
    const fault = this.#faults.find((one) => one.id === id)
    if (fault) fault.disabled = disabled
    return fault
  }

  /** Whether a fault of this kind is active. */
  has(kind: Fault['kind']): boolean {
    return this.#faults.some((fault) => fault.kind === kind && !fault.disabled)
  }

  /** Removes the fault with this ID, or all. */
  clear(id?: string): void {
    this.#faults = id ? this.#faults.filter((fault) => fault.id !== id) : []
  }

  /** Returns the first fault that matches the request and counts down its `remaining`. */
  apply(request: { method: string; host: string; path: string }): Fault | undefined {
    const fault = this.#faults.find(
      (fault) =>
        !fault.disabled &&
        (!fault.host || fault.host === request.host) &&
        isAt(request.path, fault) &&
        (!fault.method || fault.method === request.method) &&
        (fault.rate === undefined || Math.random() < fault.rate),
    )
    if (fault?.remaining !== undefined && --fault.remaining <= 0) this.clear(fault.id)
    return fault
  }
}

/** Whether a fault applies to a path. An `answer` applies only to the whole path, because paths below it are other operations. */
function isAt(path: string, { path: start, kind }: Fault): boolean {
  if (!start) return true
  const given = path.split('/')
  const wanted = start.split('/')
  const isWhole = kind === 'answer'
  if (isWhole && given.length !== wanted.length) return false
  return wanted.every((part, index) => {
    const segment = given[index]
    if (segment === undefined || segment === part) return segment === part
    if (/^\{[^{}]+\}$/.test(part)) return segment !== ''
    return !isWhole && index === wanted.length - 1 && segment.startsWith(part)
  })
}
