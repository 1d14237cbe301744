import type { Operation, Schema, Specification } from '../../src/specification/specification.ts'

const MIN_LENGTH = 70

/** Moves schemas that are used several times to `$defs`, so that the file stays small and can be compared. */
export function shareSchemas({ operations, $defs, source }: Specification): Specification {
  const counts = new Map<string, number>()
  const count = (schema: Schema): void => {
    const text = JSON.stringify(schema)
    const seen = counts.get(text) ?? 0
    counts.set(text, seen + 1)
    if (seen === 0) for (const [, child] of childrenOf(schema)) count(child)
  }
  for (const schema of [...Object.values($defs), ...operations.flatMap(schemasOf)]) count(schema)

  const names = new Map<string, string>()
  const shared: Record<string, Schema> = {}
  const share = (schema: Schema, hint: string): Schema => {
    const text = JSON.stringify(schema)
    const known = names.get(text)
    if (known) return { $ref: `#/$defs/${known}` }
    const lean = mapChildren(schema, share, hint)
    if ((counts.get(text) ?? 0) < 2 || text.length < MIN_LENGTH || schema.$ref) return lean
    let name = hint
    for (let index = 2; name in shared || name in $defs; index++) name = `${hint}_${index}`
    names.set(text, name)
    shared[name] = lean
    return { $ref: `#/$defs/${name}` }
  }
  const leanDefs = Object.entries($defs).map(([name, schema]) => [name, mapChildren(schema, share, name)])
  const lean = operations.map((operation) => shareInOperation(operation, share))
  return { source, operations: lean, $defs: { ...Object.fromEntries(leanDefs), ...shared } }
}

function shareInOperation(operation: Operation, share: (schema: Schema, hint: string) => Schema): Operation {
  const hint = operation.path
    .replaceAll(/\{\w+\}|\W+/g, '_')
    .replaceAll(/_+/g, '_')
    .replaceAll(/^_|_$/g, '')
  return {
    ...operation,
    ...(operation.query && { query: mapValues(operation.query, (schema, name) => share(schema, name)) }),
    ...(operation.body && { body: share(operation.body, `${hint}_${operation.method.toLowerCase()}`) }),
    answers: mapValues(operation.answers, (schema) => schema && share(schema, hint || 'root')),
  }
}

const schemasOf = ({ query = {}, body, answers }: Operation): Schema[] =>
  [...Object.values(query), body, ...Object.values(answers)].filter((schema) => schema != null)

function childrenOf(schema: Schema): [name: string, child: Schema][] {
  return [
    ...Object.entries(schema.properties ?? {}),
    ...[...(schema.anyOf ?? []), ...(schema.allOf ?? []), schema.items, schema.additionalProperties].flatMap(
      (child): [string, Schema][] => (typeof child === 'object' ? [['item', child]] : []),
    ),
  ]
}

function mapChildren(schema: Schema, map: (child: Schema, hint: string) => Schema, hint: string): Schema {
  const { properties, items, anyOf, allOf, additionalProperties: more } = schema
  const member = hint.replace(/s$/, '')
  return {
    ...schema,
    ...(properties && { properties: mapValues(properties, map) }),
    ...(items && { items: map(items, member) }),
    ...(anyOf && { anyOf: anyOf.map((branch) => map(branch, member)) }),
    ...(allOf && { allOf: allOf.map((part) => map(part, member)) }),
    ...(typeof more === 'object' && { additionalProperties: map(more, member) }),
  }
}

function mapValues<From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, name: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value, name)]))
}
