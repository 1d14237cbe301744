import type { Exchange, ExchangeParts, SandboxRequest } from './recorded-exchange.ts'
import { NotImplementedCounts } from './not-implemented-counts.ts'
import { TextRing } from './text-ring.ts'

export interface RequestFilter {
  readonly host?: string | undefined
  readonly path?: string | undefined
  readonly search?: string | undefined
}

type Head = Omit<ExchangeParts, 'requestBody' | 'responseBody'>

/** Of what `#keep` has written. */
const isHead = (value: unknown): value is Head =>
  typeof value === 'object' && value !== null && 'url' in value
const isRequest = (value: unknown): value is SandboxRequest =>
  typeof value === 'object' && value !== null && 'status' in value

const MAX_REQUESTS = 5000
const MAX_LINE_BYTES = 2 * 1024 * 1024
const MAX_EXCHANGE_BYTES = 4 * 1024 * 1024
/** The number of complete requests without a response that are kept: a fault may leave them waiting. */
const MAX_OPEN = 500

interface Open {
  readonly request: SandboxRequest
  readonly parts: ExchangeParts
}

/** The newest requests to the sandbox, at most 5000 and 2 MB of them; of these, the newest 4 MB whole, with bodies. */
export class RequestLog {
  /** Those without a response yet, in the order of their IDs. */
  #open = new Map<number, Open>()
  /** What `list` returns. */
  #lines = new TextRing({ maxBytes: MAX_LINE_BYTES, maxIds: MAX_REQUESTS, textsPerId: 1 })
  #exchanges = new TextRing({ maxBytes: MAX_EXCHANGE_BYTES, maxIds: MAX_REQUESTS, textsPerId: 3 })
  /** What was requested and is not simulated. */
  readonly notImplemented = new NotImplementedCounts()
  #firstId = 1
  #nextId = 1

  /**
   * Adds a request, and drops the oldest beyond 5000, or beyond 2 MB in the form of `list`. Returns it, so that its status can be set
   * before it ends.
   */
  record(request: Omit<SandboxRequest, 'id'>, parts: ExchangeParts): SandboxRequest {
    const recorded = { ...request, id: this.#nextId++ }
    this.#open.set(recorded.id, { request: recorded, parts })
    const [oldest] = this.#open.size > MAX_OPEN ? this.#open.values() : []
    if (oldest) this.#keep(oldest)
    return recorded
  }

  /** Marks the request as complete: it no longer changes. */
  end(request: SandboxRequest): void {
    this.notImplemented.add(request)
    const open = this.#open.get(request.id)
    if (open) this.#keep(open)
    else if (request.id >= this.#firstId) this.#lines.put(request.id, [JSON.stringify(request)])
  }

  #keep({ request, parts }: Open): void {
    this.#open.delete(request.id)
    const { requestBody, responseBody, ...rest } = parts
    this.#lines.put(request.id, [JSON.stringify(request)])
    this.#exchanges.put(request.id, [JSON.stringify(rest), requestBody, responseBody])
  }

  /** The number of requests that `list` returns. */
  get size(): number {
    return this.#ids().length
  }

  /** The ID of the newest request; 0 if there is none. */
  get newestId(): number {
    return this.#nextId - 1
  }

  /**
   * Requests to this host and exact path that have each word of `search`, in the method, the address, the status or, of those that are
   * kept whole, a body, a header of the response or the user that they act as. An absent filter matches every request.
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

  #all(): SandboxRequest[] {
    return this.#ids()
      .map((id) => this.#line(id))
      .filter((request) => request !== undefined)
  }

  /** Of the requests that are kept, oldest first. */
  #ids(): number[] {
    const newest = Math.min(this.#nextId - this.#firstId, MAX_REQUESTS)
    return Array.from({ length: newest }, (_, index) => this.#nextId - newest + index).filter(
      (id) => this.#open.has(id) || this.#lines.has(id),
    )
  }

  #line(id: number): SandboxRequest | undefined {
    const open = this.#open.get(id)
    if (open) return open.request
    const [line] = this.#lines.get(id) ?? []
    const request: unknown = line === undefined ? undefined : JSON.parse(line)
    return isRequest(request) ? request : undefined
  }

  #has(request: SandboxRequest, words: readonly string[]): boolean {
    const { method, host, path, status } = request
    const {
      url = '',
      requestBody = '',
      responseBody = '',
      responseHeaders = {},
      credentials = [],
    } = this.exchange(request.id) ?? {}
    const users = credentials.map(({ username = '' }) => username)
    const about = [`${method} ${host}${path} ${status}`, url, ...Object.values(responseHeaders), ...users]
    const texts = [...about, requestBody, responseBody].map((text) => text.toLowerCase())
    return words.every((word) => texts.some((text) => text.includes(word)))
  }

  /** One of the newest requests with its bodies; undefined if it is too old. */
  exchange(id: number): Exchange | undefined {
    const parts = this.#open.get(id)?.parts ?? this.#ended(id)
    const request = this.#line(id)
    if (!parts || !request) return undefined
    const { host, durationMs, fault, sandboxStatus } = request
    return {
      ...parts,
      host,
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
    this.#firstId = this.#nextId
    this.#open.clear()
    this.notImplemented.clear()
    this.#lines.clear()
    this.#exchanges.clear()
  }
}
