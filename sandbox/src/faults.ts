import { randomUUID } from 'node:crypto'

export const FAULT_KINDS = [
  'timeout',
  'reset',
  'status',
  'slow-body',
  'broken-json',
  'html',
  'huge-body',
  'replace-body',
  'lost-answer',
] as const

/** Something that goes wrong on purpose, for requests that match. */
export interface Fault {
  readonly id: string
  readonly kind: (typeof FAULT_KINDS)[number]
  /** Which requests: an absent part matches everything; `path` is a prefix. */
  readonly host?: string
  readonly path?: string
  readonly method?: string
  /** How often it strikes before it is used up; without it, until it is removed. */
  remaining?: number
  /** For `status`; 503 when absent. */
  readonly status?: number
  /** For `status`: seconds or an HTTP date. */
  readonly retryAfter?: string
  /** For `slow-body` (before the body) and `timeout` (until the socket is cut; never when absent). */
  readonly delayMs?: number
  /** For `replace-body`: what is answered instead, after the work was done. */
  readonly body?: string
  readonly contentType?: string
}

export class Faults {
  #faults: Fault[] = []

  add(fault: Omit<Fault, 'id'>): Fault {
    const added = { ...fault, id: randomUUID() }
    this.#faults.push(added)
    return added
  }

  list(): readonly Fault[] {
    return this.#faults
  }

  clear(id?: string): void {
    this.#faults = id ? this.#faults.filter((fault) => fault.id !== id) : []
  }

  /** The first fault that matches, counted down. */
  strike(request: { method: string; host: string; path: string }): Fault | undefined {
    const fault = this.#faults.find(
      (fault) =>
        (!fault.host || fault.host === request.host) &&
        (!fault.path || request.path.startsWith(fault.path)) &&
        (!fault.method || fault.method === request.method),
    )
    if (fault?.remaining !== undefined && --fault.remaining <= 0) this.clear(fault.id)
    return fault
  }
}
