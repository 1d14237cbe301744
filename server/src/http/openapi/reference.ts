import { z } from 'zod'

/** Where the description has this schema; `received`: as a request has it. */
export function referenceTo(schema: z.ZodType, received = false): string {
  const { id } = z.globalRegistry.get(schema) ?? {}
  if (id === undefined) throw new TypeError('the schema has no name')
  return `#/components/schemas/${id}${received ? 'Input' : ''}`
}
