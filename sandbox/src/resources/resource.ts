import type { FastifyRequest } from 'fastify'
import type { Specification } from '../specification/specification.ts'
import type { Json } from '../is-json.ts'

/** Items of collections, by the collection's path: `/lists/ab12/webhooks`. */
export type Items = Record<string, Json[]>

/** What a request can see and change. */
export interface Context {
  readonly items: Items
  /** In the provider's format. */
  readonly now: string
  readonly params: Readonly<Record<string, string>>
  /** A number that no object of the account has. */
  readonly nextNumber: () => number
  readonly request: FastifyRequest
}

/**
 * A collection that needs no code of its own: the specification says which operations, members and filters it has. What is written can be
 * read again; members that only the provider writes are in `create`.
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
  /** What follows from a change, such as deliveries. */
  readonly changed?: (item: Json, context: Context, change: 'created' | 'updated' | 'deleted') => void
  /** What an account has at first. */
  readonly seed?: (context: Context) => Json[]
  /** Members that are collections of their own, below the item. */
  readonly children?: readonly string[]
  /** `POST {item}/actions/NAME`: changes the item, or returns what is answered. */
  readonly actions?: Readonly<Record<string, (item: Json, context: Context) => Json | void>>
  /** Query parameters that are no member of the items. */
  readonly filters?: Readonly<Record<string, (item: Json, value: string, context: Context) => boolean>>
  /** Path of another list of the items → the member that its last parameter chooses them by. */
  readonly views?: Readonly<Record<string, string>>
  /** Operations that have code of their own: `POST`, `PUT {item}`. */
  readonly except?: readonly string[]
  /** Members that no two items share, beside the ID. */
  readonly unique?: readonly string[]
}

/** What differs between the providers. */
export interface ResourceHost {
  readonly specification: Specification
  /** Parameters of the API's base URL, which are in no path of the specification. */
  readonly baseParameters?: readonly string[]
  /** Whether answers have members that have no value, empty. True if absent. */
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
  /** Adds what the envelope has beside the items, and what the item's parents are called. */
  readonly fill: (answer: Json) => Json
}
