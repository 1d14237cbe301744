import { membersOf, resolve, type Schema, type Specification } from '../specification/specification.ts'
import { isJson, type Json } from '../is-json.ts'

/** The item with every member of the specification; unwritten members are empty. */
export function complete(specification: Specification, schema: Schema, item: Json): Json {
  const members = membersOf(specification, schema)
  const completed: Json = { ...item }
  for (const [name, member] of Object.entries(members)) {
    const value = item[name]
    if (value === undefined) completed[name] = emptyOf(specification, member)
    else if (isJson(value)) completed[name] = complete(specification, member, value)
    else if (Array.isArray(value))
      completed[name] = value.map((part) => completePart(specification, member, part))
  }
  return completed
}

function completePart(specification: Specification, schema: Schema, part: unknown): unknown {
  const { items } = resolve(specification, schema)
  return items && isJson(part) ? complete(specification, items, part) : part
}

function emptyOf(specification: Specification, given: Schema): unknown {
  const schema = resolve(specification, given)
  if (schema.enum) return schema.enum[0]
  switch (schema.type) {
    case 'integer':
    case 'number':
      return 0
    case 'boolean':
      return false
    case 'array':
      return []
    case 'string':
      return ''
    default:
      return complete(specification, schema, {})
  }
}
