import { STATUS_CODES } from '../node-http.ts'
import type { Components, Json } from './components.ts'

/** The framework's text for a response without a description. */
const NO_DESCRIPTION = 'Default Response'

type Schema = Readonly<Record<string, Json>>

interface Media {
  readonly schema?: Schema
  readonly example?: Json
  readonly examples?: Json
}

type Content = Readonly<Record<string, Media>>

export interface Operation {
  readonly requestBody?: { readonly content?: Content }
  readonly responses?: Readonly<Record<string, { readonly description?: string; readonly content?: Content }>>
}

interface Described {
  readonly components: Components
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

/**
 * Gives each body an example, composed of the examples of its members, so that an example cannot say what the schema does not. Gives each
 * response without a description the phrase of its status.
 */
export function withExamples<Document extends Described>(document: Document): Document {
  const { schemas } = document.components
  const filled = (content: Content): Content =>
    mapValues(content, (media) =>
      media.schema && !('examples' in media)
        ? { ...media, example: exampleOf(media.schema, schemas) }
        : media,
    )
  const paths = mapValues(document.paths, (operations) =>
    mapValues(operations, (operation) => ({
      ...operation,
      ...(operation.requestBody?.content && {
        requestBody: { ...operation.requestBody, content: filled(operation.requestBody.content) },
      }),
      ...(operation.responses && {
        responses: mapValues(operation.responses, (response, status) => ({
          ...response,
          ...(response.description === NO_DESCRIPTION && { description: STATUS_CODES[status] ?? status }),
          ...(response.content && { content: filled(response.content) }),
        })),
      }),
    })),
  )
  return { ...document, paths }
}

function mapValues<T>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]))
}

/** A schema, or the schemas of members by name; empty if it is anything else. */
function schemaIn(json: Json | undefined): Schema {
  return typeof json === 'object' && json !== null && !isList(json) ? json : {}
}

function listIn(json: Json | undefined): readonly Json[] {
  return json !== undefined && isList(json) ? json : []
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json)
}

/** Whether a schema says only that the value is a string. */
function isPlainText(schema: Json | undefined): boolean {
  const { type, examples, enum: values } = schemaIn(schema)
  return type === 'string' && examples === undefined && values === undefined
}

function isNullable(several: Json): boolean {
  return Array.isArray(several) && several.some((one: Json) => schemaIn(one)['type'] === 'null')
}

function isRequired({ required }: Schema, name: string): boolean {
  return listIn(required).includes(name)
}

/** Whether a member has an example. An optional one without is omitted. */
function hasExample({ $ref, examples }: Schema, schemas: Components['schemas']): boolean {
  if (examples !== undefined) return true
  return typeof $ref === 'string' && schemaIn(schemas[nameIn($ref)])['examples'] !== undefined
}

function nameIn(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1)
}

/** A value that the schema allows; null where it may be null and has no example. */
function exampleOf(schema: Schema, schemas: Components['schemas']): Json {
  const inner = (of: Json | undefined): Json => exampleOf(schemaIn(of), schemas)
  const { $ref, examples, const: only, enum: values, default: otherwise } = schema
  if (examples !== undefined) return listIn(examples)[0] ?? null
  if (only !== undefined) return only
  if (otherwise !== undefined) return otherwise
  if (values !== undefined) return listIn(values)[0] ?? null
  if (typeof $ref === 'string') return inner(schemas[nameIn($ref)])
  for (const several of [schema['anyOf'], schema['oneOf']])
    if (several !== undefined) return isNullable(several) ? null : inner(listIn(several)[0])
  if (schema['allOf'] !== undefined)
    return Object.fromEntries(
      listIn(schema['allOf']).flatMap((part) => Object.entries(schemaIn(inner(part)))),
    )
  const types = [schema['type']].flat()
  const type = types.includes('null') ? 'null' : types[0]
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schemaIn(schema['properties']))
          .filter(([name, member]) => isRequired(schema, name) || hasExample(schemaIn(member), schemas))
          .map(([name, member]) => [name, inner(member)]),
      )
    case 'array':
      return isPlainText(schema['items']) && schema['minItems'] === undefined ? [] : [inner(schema['items'])]
    case 'boolean':
      return true
    case 'integer':
    case 'number':
      return typeof schema['minimum'] === 'number' ? schema['minimum'] : 0
    case 'string':
      return 'text'
    default:
      return null
  }
}
