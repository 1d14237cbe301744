import type { FastifyRequest } from 'fastify'
import type { Specification } from '../specification/specification.ts'
import type { Json } from '../is-json.ts'

/** Items of collections, by the collection's path: `/lists/ab12/webhooks`. */
export type Items = Record<string, Json[]>

/** The data that a request can read and change. */
export interface Context {
  readonly items: Items
  /** In the provider's format. */
  readonly now: string
  readonly params: Readonly<Record<string, string>>
  /** Returns a number that no object of the account has. */
  readonly nextNumber: () => number
  readonly request: FastifyRequest
}

/**
 * A collection that needs no code: the specification has its operations, members and filters. `create` adds members that only the
 * provider writes.
 */
export interface Resource {
  /** Path of the collection in the specification. */
  readonly path: string
  /** Member that holds the ID; `id` if absent. */
  readonly idMember?: string
  /** ID of a new item; by default the body's own, else a number or hex digits, as the specification has it. */
  readonly newId?: (context: Context, item: Json) => string | number
  /** More members of a new item. */
  readonly create?: (item: Json, context: Context) => Json
  /** Side effects of a change, such as deliveries. */
  readonly changed?: (item: Json, context: Context, change: 'created' | 'updated' | 'deleted') => void
  /** The initial items of an account. */
  readonly seed?: (context: Context) => Json[]
  /** Members that are collections of their own, below the item. */
  readonly children?: readonly string[]
  /** `POST {item}/actions/NAME`: changes the item, or returns the response. */
  readonly actions?: Readonly<Record<string, (item: Json, context: Context) => Json | void>>
  /** Query parameters that are not members of the items. */
  readonly filters?: Readonly<Record<string, (item: Json, value: string, context: Context) => boolean>>
  /** Path of another list of the items → the member that its last parameter chooses them by. */
  readonly views?: Readonly<Record<string, string>>
  /** Operations that have their own code: `POST`, `PUT {item}`. */
  readonly except?: readonly string[]
  /** Unique members beside the ID. */
  readonly unique?: readonly string[]
}

/** What differs between the providers. */
export interface ResourceHost {
  readonly specification: Specification
  /** Parameters of the API's base URL, which are in no path of the specification. */
  readonly baseParameters?: readonly string[]
  /** Whether responses contain members without a value, as empty. True by default. */
  readonly fillsEmptyMembers?: boolean
  readonly contextOf: (request: FastifyRequest) => Context
  /** Throws the provider's 404 if a parent that is not a resource does not exist: a list, a member, a campaign. */
  readonly requireParents: (context: Context) => void
  readonly notFound: () => Error
  readonly exists: (resource: Resource, item: Json) => Error
  /** One item with what the provider adds to each, such as links. */
  readonly decorate: (context: Context, item: Json, path: string) => Json
  /** The answer of a list: a page of it, its envelope, and only the fields that were asked for. */
  readonly listAnswer: (context: Context, list: ListAnswer) => unknown
  /** The answer with one item: only the fields that were asked for. */
  readonly itemAnswer: (context: Context, item: Json) => unknown
}

export interface ListAnswer {
  /** Member that has the items. */
  readonly member: string
  readonly items: readonly Json[]
  /** Path of the collection. */
  readonly path: string
  /** Adds the other members of the envelope, and the names of the item's parents. */
  readonly fill: (answer: Json) => Json
}
