/** A violation of the specification. Each provider has its own error text. */
export interface Violation {
  readonly in: 'query' | 'body'
  /** Names of members and indexes of lists, from the body's root. */
  readonly path: readonly (string | number)[]
  readonly rule: 'required' | 'type' | 'enum' | 'format' | 'limit' | 'anyOf'
  /** Of `required`: the member. Of `type` and `format`: its name. Of `enum`: the values. Of `limit`: such as `<= 1000`. */
  readonly expected: string
  /** JSON type of the value: null, array, object, string, integer, number or boolean. */
  readonly found: string
  /** The value, where it is one of a body. */
  readonly value?: unknown
}

export function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'array'
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  return typeof value
}
