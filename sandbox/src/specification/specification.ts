/** The part of JSON Schema that the providers' specifications use. */
export interface Schema {
  readonly $ref?: string
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean'
  readonly format?: string
  readonly enum?: readonly (string | number | boolean)[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** One operation of a provider's API. */
export interface Operation {
  readonly method: Method
  /** Below the API's base, with parameters in braces: `/lists/{list_id}`. */
  readonly path: string
  readonly query?: Readonly<Record<string, Schema>>
  readonly requiredQuery?: readonly string[]
  /** Absent if the operation takes no body. */
  readonly body?: Schema
  readonly bodyRequired?: boolean
  /** Successful HTTP status → body; null without a body. */
  readonly answers: Readonly<Record<string, Schema | null>>
}

/** Names, types and rules of a provider's API, without descriptions. `sandbox/scripts/derive-specifications.ts` writes it. */
export interface Specification {
  /** Name and version of what it is derived from. */
  readonly source: string
  readonly operations: readonly Operation[]
  /** Schemas that are used more than once, by name. */
  readonly $defs: Readonly<Record<string, Schema>>
}

/** Follows `$ref` to the schema that it names. */
export function resolve(specification: Specification, schema: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '')
  const named = name === undefined ? undefined : specification.$defs[name]
  return named ? resolve(specification, named) : schema
}

/** The members of an object, with those of its parts (`allOf`). */
export function membersOf(specification: Specification, schema: Schema): Record<string, Schema> {
  const resolved = resolve(specification, schema)
  const parts = (resolved.allOf ?? []).map((part) => membersOf(specification, part))
  return Object.assign({}, ...parts, resolved.properties)
}
