import type { FastifyReply, FastifyRequest } from 'fastify'
import { randomHex } from '../random-values.ts'
import { membersOf, type Operation, type Schema } from '../specification/specification.ts'
import { collectionShape } from './collection-shape.ts'
import { complete } from './complete.ts'
import { fillPath } from './fill-path.ts'
import { pathParameters } from './path-parameters.ts'
import { queryItems } from './query-items.ts'
import type { Context, Resource, ResourceHost } from './resource.ts'
import type { Json } from '../is-json.ts'
import { merge, writtenMembers } from './write-members.ts'

export type Act = NonNullable<Resource['actions']>[string]

/** The operations of one collection and of its items. */
export class Collection {
  readonly #host: ResourceHost
  readonly #resource: Resource
  readonly #resources: readonly Resource[]
  readonly #idMember: string
  readonly #itemSchema: Schema
  readonly #listMember: string
  readonly #listSchema: Schema

  constructor(host: ResourceHost, resource: Resource, resources: readonly Resource[]) {
    this.#host = host
    this.#resource = resource
    this.#resources = resources
    this.#idMember = resource.idMember ?? 'id'
    const { itemSchema, listMember, listSchema } = collectionShape(host.specification, resource.path)
    this.#itemSchema = itemSchema
    this.#listMember = listMember
    this.#listSchema = listSchema
  }

  list(operation: Operation, request: FastifyRequest): unknown {
    const context = this.#host.contextOf(request)
    return this.#listOf(this.#open(context).items, operation, context)
  }

  /** Those items whose member has the value of the path's last parameter. */
  listWhere(member: string, operation: Operation, request: FastifyRequest): unknown {
    const context = this.#host.contextOf(request)
    this.#requireParentItems(context, operation.path)
    const name = pathParameters(operation.path).at(-1) ?? ''
    const items = this.#open(context).items.filter((item) => String(item[member]) === context.params[name])
    return this.#listOf(items, operation, context)
  }

  #listOf(items: readonly Json[], operation: Operation, context: Context): unknown {
    const own = fillPath(this.#resource.path, context.params)
    const found = queryItems(
      items.map((item) => this.#whole(item, `${own}/${this.#idOf(item)}`, context)),
      operation,
      this.#resource,
      context,
    )
    return this.#host.listAnswer(context, {
      member: this.#listMember,
      items: found,
      path: fillPath(operation.path, context.params),
      fill: (answer) =>
        this.#complete(this.#listSchema, { ...this.#parents(this.#listSchema, context), ...answer }),
    })
  }

  create(operation: Operation, request: FastifyRequest, reply: FastifyReply): unknown {
    const context = this.#host.contextOf(request)
    const { items, path } = this.#open(context)
    const item = this.#newItem(operation, context)
    const taken = items.some((other) =>
      [this.#idMember, ...(this.#resource.unique ?? [])].some((name) => other[name] === item[name]),
    )
    if (taken) throw this.#host.exists(this.#resource, item)
    items.push(item)
    this.#moveChildren(item, `${path}/${this.#idOf(item)}`, context)
    this.#resource.changed?.(item, context, 'created')
    return this.#answer(operation, reply, item, context)
  }

  read(request: FastifyRequest): unknown {
    const context = this.#host.contextOf(request)
    const { item, path } = this.#find(context)
    return this.#host.itemAnswer(context, this.#whole(item, path, context))
  }

  change(operation: Operation, request: FastifyRequest): unknown {
    const context = this.#host.contextOf(request)
    const { item, path } = this.#find(context)
    const change = writtenMembers(this.#host.specification, operation.body ?? {}, request.body)
    Object.assign(
      item,
      merge(item, { ...change, [this.#idMember]: item[this.#idMember] }),
      this.#times(/updat|edit|chang/, operation, context),
    )
    this.#moveChildren(item, path, context)
    this.#resource.changed?.(item, context, 'updated')
    return this.#host.itemAnswer(context, this.#whole(item, path, context))
  }

  /** Creates the item with the ID of the path if it does not exist. */
  put(operation: Operation, request: FastifyRequest, reply: FastifyReply): unknown {
    const context = this.#host.contextOf(request)
    const { items } = this.#open(context)
    const id = this.#idIn(context)
    if (items.some((item) => this.#idOf(item) === id)) return this.change(operation, request)
    if (this.#resource.newId) throw this.#host.notFound()
    const item = { ...this.#newItem(operation, context), [this.#idMember]: id }
    items.push(item)
    this.#resource.changed?.(item, context, 'created')
    return this.#answer(operation, reply, item, context)
  }

  remove(operation: Operation, request: FastifyRequest, reply: FastifyReply): unknown {
    const context = this.#host.contextOf(request)
    const { item, items } = this.#find(context)
    items.splice(items.indexOf(item), 1)
    this.#resource.changed?.(item, context, 'deleted')
    return this.#empty(operation, reply)
  }

  act(act: Act, operation: Operation, request: FastifyRequest, reply: FastifyReply): unknown {
    const context = this.#host.contextOf(request)
    const { item, path } = this.#find(context)
    const answer = act(item, context)
    if (answer) return answer
    if (Object.values(operation.answers).some((schema) => schema !== null))
      return this.#host.itemAnswer(context, this.#whole(item, path, context))
    return this.#empty(operation, reply)
  }

  #empty(operation: Operation, reply: FastifyReply): FastifyReply {
    return reply.code(Number(Object.keys(operation.answers)[0] ?? 204)).send()
  }

  #answer(operation: Operation, reply: FastifyReply, item: Json, context: Context): FastifyReply {
    const path = `${this.#open(context).path}/${this.#idOf(item)}`
    const [[status, schema] = ['200', null]] = Object.entries(operation.answers)
    if (schema === null) return reply.code(Number(status)).send()
    const body = this.#host.itemAnswer(context, this.#whole(item, path, context))
    return reply.code(Number(status)).send(body)
  }

  #newItem(operation: Operation, context: Context): Json {
    const { specification } = this.#host
    const written = writtenMembers(specification, operation.body ?? {}, context.request.body)
    const item = {
      ...this.#times(/^(creat|updat|date_|edit|submit|start|last_changed)/, operation, context),
      ...written,
    }
    const id = written[this.#idMember] ?? this.#newId(context, item)
    const created = { ...item, [this.#idMember]: id }
    return { ...created, ...this.#resource.create?.(created, context) }
  }

  #newId(context: Context, item: Json): string | number {
    if (this.#resource.newId) return this.#resource.newId(context, item)
    const schema = membersOf(this.#host.specification, this.#itemSchema)[this.#idMember] ?? {}
    return schema.type === 'integer' ? context.nextNumber() : randomHex(10)
  }

  /** Times that the provider sets, except those that a body can contain. */
  #times(names: RegExp, { body = {} }: Operation, { now }: Context): Json {
    const written = membersOf(this.#host.specification, body)
    const members = Object.entries(membersOf(this.#host.specification, this.#itemSchema))
    const times = members.filter(
      ([name, { format }]) => format === 'date-time' && names.test(name) && !(name in written),
    )
    return Object.fromEntries(times.map(([name]) => [name, now]))
  }

  #open(context: Context): { items: Json[]; path: string } {
    this.#host.requireParents(context)
    this.#requireParentItems(context, this.#resource.path)
    const path = fillPath(this.#resource.path, context.params)
    return { items: (context.items[path] ??= this.#resource.seed?.(context) ?? []), path }
  }

  /** Parents that are resources themselves: a category of interests, a store. */
  #requireParentItems(context: Context, ownPath: string): void {
    const parents = this.#resources.filter(({ path }) => ownPath.startsWith(`${path}/{`))
    for (const parent of parents) {
      const rest = ownPath.slice(parent.path.length + 1).split('/')[0] ?? ''
      const path = fillPath(parent.path, context.params)
      const siblings = (context.items[path] ??= parent.seed?.(context) ?? [])
      const id = fillPath(rest, context.params)
      if (!siblings.some((item) => String(item[parent.idMember ?? 'id']) === id)) throw this.#host.notFound()
    }
  }

  #find(context: Context): { item: Json; items: Json[]; path: string } {
    const { items, path } = this.#open(context)
    const id = this.#idIn(context)
    const item = items.find((item) => this.#idOf(item) === id)
    if (!item) throw this.#host.notFound()
    return { item, items, path: `${path}/${id}` }
  }

  #idIn({ params, request }: Context): string {
    const url = request.routeOptions.url ?? ''
    const names = [...url.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '')
    const parents = pathParameters(this.#resource.path)
    const { baseParameters = [] } = this.#host
    const own = names.find((name) => !parents.includes(name) && !baseParameters.includes(name))
    return params[own ?? names[parents.length] ?? ''] ?? ''
  }

  #idOf(item: Json): string {
    return String(item[this.#idMember])
  }

  /** Lists in a body that become collections below the item. */
  #moveChildren(item: Json, path: string, { items }: Context): void {
    for (const child of this.#resource.children ?? []) {
      const given = item[child]
      if (!Array.isArray(given)) continue
      items[`${path}/${child}`] = given
      delete item[child]
    }
  }

  /** The item with its parents, the collections below it, and every member that the specification names. */
  #whole(item: Json, path: string, context: Context): Json {
    const children = (this.#resource.children ?? []).map((child) => [
      child,
      context.items[`${path}/${child}`] ?? [],
    ])
    const whole = { ...this.#parents(this.#itemSchema, context), ...item, ...Object.fromEntries(children) }
    return this.#host.decorate(context, this.#complete(this.#itemSchema, whole), path)
  }

  #complete(schema: Schema, item: Json): Json {
    return this.#host.fillsEmptyMembers === false ? item : complete(this.#host.specification, schema, item)
  }

  /** Members that repeat a parameter of the path: `list_id`, or `category_id` for `interest_category_id`. */
  #parents(schema: Schema, { params }: Context): Json {
    const names = Object.keys(membersOf(this.#host.specification, schema)).filter((name) =>
      name.endsWith('_id'),
    )
    const parameters = pathParameters(this.#resource.path)
    return Object.fromEntries(
      names.flatMap((name) => {
        const parameter = parameters.find((parameter) => parameter === name || parameter.endsWith(`_${name}`))
        return parameter === undefined ? [] : [[name, params[parameter]]]
      }),
    )
  }
}
