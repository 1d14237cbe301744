import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route reads its query itself. */
    ownQuery?: true
  }
}

/** A query parameter that a route does not know is refused by name, also where it knows none: a typing error is no filter. */
export function refuseUnknownParameters(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.config?.ownQuery) return
    const { querystring } = route.schema ?? {}
    const known = querystring instanceof z.ZodObject ? querystring : z.object({})
    route.schema = { ...route.schema, querystring: known.strict() }
  })
}
