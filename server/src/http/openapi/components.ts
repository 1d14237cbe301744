/** A part of the description: JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export interface Components {
  readonly schemas: Readonly<Record<string, Json>>
}

const PREFIX = '#/components/schemas/'

/**
 * The registry contains each schema twice, for responses and for requests (`…Input`). Keeps only schemas that the description refers to, and
 * one of two that are equal.
 */
export function tidyComponents<Document extends { readonly components: Components }>(
  document: Document,
): Document {
  const { components, ...rest } = document
  const { schemas } = components
  const used = reachable(rest as unknown as Json, schemas)
  const twins = new Set([...used].filter((name) => isTwin(name, used, schemas)))
  const kept = Object.entries(schemas).filter(([name]) => used.has(name) && !twins.has(name))
  const tidied = {
    ...rest,
    components: { ...components, schemas: Object.fromEntries(kept.toSorted(byName)) },
  }
  return mapRefs(tidied, (name) => (twins.has(name) ? sentNameOf(name) : name)) as unknown as Document
}

/** Whether a schema is a duplicate, such as `ScopeInput` beside an equal `Scope`. */
function isTwin(name: string, used: ReadonlySet<string>, schemas: Components['schemas']): boolean {
  const sent = sentNameOf(name)
  return name !== sent && used.has(sent) && isSame(schemas[name] ?? null, schemas[sent] ?? null)
}

function sentNameOf(name: string): string {
  return name.replace(/Input$/, '')
}

function byName([a]: [string, Json], [b]: [string, Json]): number {
  return a < b ? -1 : 1
}

/** Whether two schemas are equal, apart from the `Input` in the names that they refer to. */
function isSame(received: Json, sent: Json): boolean {
  const plain = (schema: Json): string => JSON.stringify(mapRefs(schema, sentNameOf))
  return plain(received) === plain(sent)
}

function mapRefs(json: Json, rename: (name: string) => string): Json {
  if (Array.isArray(json)) return json.map((item: Json) => mapRefs(item, rename))
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [
      key,
      key === '$ref' && typeof value === 'string' && value.startsWith(PREFIX)
        ? PREFIX + rename(value.slice(PREFIX.length))
        : mapRefs(value, rename),
    ]),
  )
}

/** The names of the schemas that are referred to, directly or through others. */
function reachable(from: Json, schemas: Components['schemas']): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (json: Json): void => {
    mapRefs(json, (name) => {
      if (!found.has(name)) {
        found.add(name)
        visit(schemas[name] ?? null)
      }
      return name
    })
  }
  visit(from)
  return found
}
