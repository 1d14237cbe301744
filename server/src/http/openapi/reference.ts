import { z } from 'zod'

/** The `$ref` of a schema. @param received whether it is the schema of a request */
export function referenceTo(schema: z.ZodType, received = false): string {
  const { id } = z.globalRegistry.get(schema) ?? {}
  if (id === undefined) throw new TypeError('the schema has no name')
  return `#/components/schemas/${id}${received ? 'Input' : ''}`
}
