import { createFinder } from '../../src/specification/find-operation.ts'
import type { Operation, Specification } from '../../src/specification/specification.ts'
import { asList, at, isObject, readJson } from './read-json.ts'
import { sampleOf } from './sample.ts'
import type { SignedIn } from './sign-in.ts'

export const keyOf = ({ method, path }: Operation): string => `${method} ${path}`

/** What the specification does not say about its operations. */
export interface Knowledge {
  /** Path up to a parameter → its value. */
  readonly ids?: Readonly<Record<string, (explorer: Explorer) => Promise<unknown>>>
  /** Operation → members of the body that a sample does not get right. */
  readonly bodies?: Readonly<Record<string, (explorer: Explorer, variant: number) => Promise<object>>>
  /** Operation → its path, where it needs an object in a certain state. */
  readonly paths?: Readonly<Record<string, (explorer: Explorer) => Promise<string>>>
  /** Operation → query. */
  readonly queries?: Readonly<Record<string, string>>
  /** Operation → members of the body that exclude others, or mean something else than their value. */
  readonly leaveOut?: Readonly<Record<string, readonly string[]>>
  /** Bodies that are no object. */
  readonly jsonBodies?: Readonly<Record<string, unknown>>
  /** Media type of bodies that are no JSON. */
  readonly forms?: Readonly<Record<string, () => FormData>>
  /** Parameter → member of a list's items that has its value. */
  readonly idMembers?: Readonly<Record<string, string>>
}

/** Makes valid requests for each operation of a specification, with objects that are there or that it makes. */
export class Explorer {
  readonly specification: Specification
  readonly call: SignedIn['call']
  readonly #knowledge: Knowledge
  readonly #find: ReturnType<typeof createFinder>
  readonly #ids = new Map<string, string>()
  #variant = 0

  constructor(specification: Specification, { call }: SignedIn, knowledge: Knowledge) {
    this.specification = specification
    this.call = call
    this.#knowledge = knowledge
    this.#find = createFinder(specification)
  }

  /** A valid body; undefined if the operation takes none. */
  async bodyFor(operation: Operation, variant = 0): Promise<object | undefined> {
    const key = keyOf(operation)
    const sample = operation.body && sampleOf(this.specification, operation.body, '', variant)
    const more = await this.#knowledge.bodies?.[key]?.(this, variant)
    if (!isObject(sample)) return more ?? (Array.isArray(sample) ? sample : undefined)
    for (const name of this.#knowledge.leaveOut?.[key] ?? []) delete sample[name]
    return { ...sample, ...more }
  }

  async pathFor(operation: Operation): Promise<string> {
    const own = this.#knowledge.paths?.[keyOf(operation)]
    if (own) return own(this)
    const takesAway =
      operation.method === 'DELETE' || /\/actions\/(delete|archive)|status\/cancel/.test(operation.path)
    return this.fill(operation.path, takesAway)
  }

  /** Replaces the parameters of a path by IDs. @param fresh whether the last object is made for this */
  async fill(template: string, fresh = false): Promise<string> {
    const segments = template.split('/')
    const last = segments.findLastIndex((segment) => segment.startsWith('{'))
    const filled: string[] = []
    for (const [index, segment] of segments.entries()) {
      const prefix = segments.slice(0, index + 1).join('/')
      if (!segment.startsWith('{')) filled.push(segment)
      else filled.push(await this.#idOf(prefix, filled.join('/'), fresh && index === last))
    }
    return filled.join('/')
  }

  async request(operation: Operation, body?: unknown, query = ''): Promise<Response> {
    const path = await this.pathFor(operation)
    const whole = this.#knowledge.jsonBodies?.[keyOf(operation)]
    return this.send(operation, path, body ?? whole ?? (await this.bodyFor(operation)), query)
  }

  send(operation: Operation, path: string, body?: unknown, query = ''): Promise<Response> {
    const { method } = operation
    const search = query || this.#knowledge.queries?.[keyOf(operation)]
    const url = `${path}${search ? `?${search}` : ''}`
    const form = this.#knowledge.forms?.[keyOf(operation)]
    if (form) return this.call(url, { method, body: form() })
    const takesBody = method !== 'GET' && (method !== 'DELETE' || typeof body === 'string')
    if (body === undefined || !takesBody) return this.call(url, { method })
    return this.call(url, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  async #idOf(prefix: string, collection: string, fresh: boolean): Promise<string> {
    const cached = this.#ids.get(`${prefix} ${collection}`)
    if (cached !== undefined && !fresh) return cached
    const known = this.#knowledge.ids?.[prefix]
    const id = (fresh ? await this.create(prefix, collection) : undefined) ?? (await known?.(this))
    const found =
      id ?? (await this.#first(prefix, collection)) ?? (await this.create(prefix, collection)) ?? 'unknown'
    const text = typeof found === 'number' ? String(found) : found
    if (typeof text !== 'string') throw new Error(`${prefix} has no ID`)
    if (!fresh) this.#ids.set(`${prefix} ${collection}`, text)
    return text
  }

  async #first(prefix: string, collection: string): Promise<unknown> {
    if (!this.#find('GET', collection).operation) return undefined
    const response = await this.call(collection)
    if (!response.ok) return undefined
    const body = await readJson(response)
    const lists = isObject(body)
      ? Object.entries(body).filter(([name]) => name !== '_links')
      : [['', body] as const]
    const item = lists.map(([, list]) => asList(list)[0]).find(isObject)
    return item && this.#idMember(prefix, item)
  }

  /** Adds an object to a collection; the ID of it. */
  async create(prefix: string, collection: string): Promise<unknown> {
    const { operation } = this.#find('POST', collection)
    if (!operation || operation.path !== prefix.replace(/\/\{\w+\}$/, '')) return undefined
    const body = await this.bodyFor(operation, ++this.#variant % 10)
    const response = await this.send(operation, collection, body)
    const answer = await readJson(response)
    return response.ok && isObject(answer) ? this.#idMember(prefix, answer) : undefined
  }

  #idMember(prefix: string, item: Record<string, unknown>): unknown {
    const parameter = /\{(\w+)\}$/.exec(prefix)?.[1] ?? ''
    return (
      item[this.#knowledge.idMembers?.[parameter] ?? ''] ??
      item[parameter] ??
      item['id'] ??
      at(item, parameter)
    )
  }
}
