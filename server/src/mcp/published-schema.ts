import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { z } from 'zod'

const published = new WeakMap<z.ZodObject, StandardSchemaWithJSON>()

/**
 * A tool's schema as clients see it, converted once. It accepts everything: `readArguments`, which is more lenient, validates arguments,
 * and results are validated where they are created. Assistants pay for each member in tokens, so there is no `$schema` (2020-12 is the protocol's
 * default dialect), no `pattern` beside a `format`, and no `minLength` of 1: an empty text means that the parameter is omitted.
 */
export function publishedSchema(schema: z.ZodObject): StandardSchemaWithJSON {
  const known = published.get(schema)
  if (known) return known
  const { jsonSchema } = schema['~standard'] as unknown as StandardSchemaWithJSON['~standard']
  let input: Record<string, unknown> | undefined
  let output: Record<string, unknown> | undefined
  const made: StandardSchemaWithJSON = {
    '~standard': {
      version: 1,
      vendor: 'letterlock',
      validate: (value) => ({ value }),
      jsonSchema: {
        input: (options) => (input ??= compact(jsonSchema.input(options))),
        output: (options) => (output ??= compact(jsonSchema.output(options))),
      },
    },
  }
  published.set(schema, made)
  return made
}

type JsonSchema = Record<string, unknown>

function compact(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name, value]) => typeof value === 'object' || !isDispensable(name, value, schema))
      .map(([name, value]) => [name, compactValue(value)]),
  )
}

function isDispensable(name: string, value: unknown, schema: JsonSchema): boolean {
  return (
    name === '$schema' || (name === 'pattern' && 'format' in schema) || (name === 'minLength' && value === 1)
  )
}

function compactValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(compactValue)
  return typeof value === 'object' && value !== null ? compact({ ...value }) : value
}
