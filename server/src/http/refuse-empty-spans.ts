import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { hasSpan, NO_SPAN } from './schemas/query-time.ts'

/** Rejects a time span that ends before it starts, on every route with `since` and `until` in its query. */
export function refuseEmptySpans(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    const { querystring } = route.schema ?? {}
    if (querystring instanceof z.ZodObject && 'since' in querystring.shape && 'until' in querystring.shape)
      route.schema = { ...route.schema, querystring: querystring.refine(hasSpan, NO_SPAN) }
  })
}
