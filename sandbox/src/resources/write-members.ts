import { membersOf, resolve, type Schema, type Specification } from '../specification/specification.ts'
import { isJson, type Json } from '../is-json.ts'

/** The members of a body that the specification lets a request write; others are ignored, as the providers do. */
export function writtenMembers(specification: Specification, schema: Schema, body: unknown): Json {
  if (!isJson(body)) return {}
  const members = membersOf(specification, schema)
  const free = resolve(specification, schema).additionalProperties !== undefined
  return Object.fromEntries(
    Object.entries(body).flatMap(([name, value]) => {
      const member = members[name]
      if (!member) return free && name !== '__proto__' ? [[name, value]] : []
      return [[name, writtenValue(specification, member, value)]]
    }),
  )
}

function writtenValue(specification: Specification, schema: Schema, value: unknown): unknown {
  const { items, anyOf, properties, additionalProperties } = resolve(specification, schema)
  if (Array.isArray(value) && items) return value.map((part) => writtenValue(specification, items, part))
  const isRecord = isJson(value) && !anyOf && (properties || additionalProperties)
  return isRecord ? writtenMembers(specification, schema, value) : value
}

/** Writes the members of the body. Objects are merged, lists replaced. */
export function merge(item: Json, change: Json): Json {
  const merged: Json = { ...item }
  for (const [name, value] of Object.entries(change)) {
    const before = merged[name]
    merged[name] = isJson(before) && isJson(value) ? merge(before, value) : value
  }
  return merged
}
