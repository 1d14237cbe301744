import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server'
import type { z } from 'zod'

const published = new WeakMap<z.ZodObject, StandardSchemaWithJSON>()

/**
 * A tool's schema as clients see it, converted once. It accepts everything: arguments are validated by `readArguments`, which is more
 * lenient, and results where they are made.
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
        input: (options) => (input ??= jsonSchema.input(options)),
        output: (options) => (output ??= jsonSchema.output(options)),
      },
    },
  }
  published.set(schema, made)
  return made
}
