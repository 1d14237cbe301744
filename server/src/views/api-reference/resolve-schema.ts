import type { Description, Schema } from './description.ts'

/** The components of a description: what references lead to. */
export type Schemas = Description['components']['schemas']

const PREFIX = '#/components/schemas/'

/** Resolves a reference at the top of a schema. What is beside the reference, such as a description, takes precedence. */
export function resolveSchema(schema: Schema, schemas: Schemas): Schema {
  const { $ref, allOf, ...own } = schema
  const referred = $ref === undefined ? {} : resolveSchema(schemas[$ref.slice(PREFIX.length)] ?? {}, schemas)
  const parts = (allOf ?? []).map((part) => resolveSchema(part, schemas))
  return parts.reduceRight(merge, merge(referred, own))
}

/** Both schemas in one; the second takes precedence. */
function merge(one: Schema, other: Schema): Schema {
  const properties = { ...one.properties, ...other.properties }
  const required = [...(one.required ?? []), ...(other.required ?? [])]
  return {
    ...one,
    ...other,
    ...(Object.keys(properties).length > 0 && { properties }),
    ...(required.length > 0 && { required }),
  }
}

/** The alternatives of a schema, without null. */
export function variantsOf({ anyOf, oneOf }: Schema): readonly Schema[] {
  return [...(anyOf ?? []), ...(oneOf ?? [])].filter(({ type }) => type !== 'null')
}

/** A schema without the alternative null: if one other alternative is left, merged with it. */
export function withoutNull(schema: Schema, schemas: Schemas): Schema {
  const resolved = resolveSchema(schema, schemas)
  const [only, ...others] = variantsOf(resolved)
  if (only === undefined || others.length > 0) return resolved
  const { anyOf: _anyOf, oneOf: _oneOf, ...own } = resolved
  return merge(withoutNull(only, schemas), own)
}
