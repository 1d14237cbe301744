import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route parses its query itself. */
    ownQuery?: true
  }
}

/** Rejects unknown query parameters, also on routes without any: a typo must not silently drop a filter. */
export function refuseUnknownParameters(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config?.ownQuery) return
    const { querystring } = route.schema ?? {}
    const known = querystring instanceof z.ZodObject ? querystring : z.object({})
    route.schema = { ...route.schema, querystring: known.strict() }
  })
}
