import type { Schema } from '../../src/specification/specification.ts'

/** A schema of a provider’s file. */
export type GivenSchema = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is GivenSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const KEPT = new Set([
  'type',
  'format',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  '$ref',
])

/**
 * Keeps names, types and rules. `oneOf` becomes `anyOf`, because the providers tell its branches apart by a member of the body.
 *
 * @param direction members of requests that are read-only are left out: the providers ignore them
 */
export function simplify(schema: GivenSchema, direction: 'request' | 'answer'): Schema {
  const one = (value: unknown): Schema => (isObject(value) ? simplify(value, direction) : {})
  const simple: Record<string, unknown> = {}
  // A limit of no items at all is a mistake of the file.
  for (const [name, value] of Object.entries(schema))
    if (KEPT.has(name) && !(name === 'maxItems' && value === 0)) simple[name] = value
  const branches = schema['oneOf'] ?? schema['anyOf']
  if (Array.isArray(branches)) simple['anyOf'] = branches.map(one)
  if (Array.isArray(schema['allOf'])) simple['allOf'] = schema['allOf'].map(one)
  if (isObject(schema['items'])) simple['items'] = one(schema['items'])
  if (isObject(schema['additionalProperties']))
    simple['additionalProperties'] = one(schema['additionalProperties'])
  if (isObject(schema['properties'])) {
    const members = Object.entries(schema['properties']).filter(
      ([, member]) => !(direction === 'request' && isObject(member) && member['readOnly'] === true),
    )
    simple['properties'] = Object.fromEntries(members.map(([name, member]) => [name, one(member)]))
    const names = new Set(members.map(([name]) => name))
    const required = Array.isArray(schema['required'])
      ? schema['required'].filter((name: string) => names.has(name))
      : []
    if (direction === 'request' && required.length > 0) simple['required'] = required
  }
  return simple
}
