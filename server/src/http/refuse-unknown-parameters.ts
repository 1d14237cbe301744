import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route parses its query itself. */
    ownQuery?: true
  }
}

const NOTHING = z.strictObject({})
/** Strict schemas, by the schema of a route's module: all servers of a process share them. */
const strictOnes = new WeakMap<z.ZodObject, z.ZodObject>()

function strict(schema: z.ZodObject): z.ZodObject {
  const known = strictOnes.get(schema) ?? schema.strict()
  strictOnes.set(schema, known)
  return known
}

/** Rejects unknown query parameters, also on routes without any: a typo must not silently drop a filter. */
export function refuseUnknownParameters(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config?.ownQuery) return
    const { querystring } = route.schema ?? {}
    const known = querystring instanceof z.ZodObject ? strict(querystring) : NOTHING
    route.schema = { ...route.schema, querystring: known }
  })
}
