import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { RouteContext } from '../route-context.ts'
import { register } from './email-marketing-route.ts'
import { contactChanges } from './contact-changes.ts'
import { emailMarketingReading } from './email-marketing-reading.ts'
import { emailMarketingWriting } from './email-marketing-writing.ts'
import { insightRoutes } from './insight.ts'
import { segmentRoutes } from './segments.ts'

/** The content of an account, in one model for all providers. */
export function emailMarketingRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    for (const route of [
      ...emailMarketingReading,
      ...emailMarketingWriting,
      ...contactChanges,
      ...segmentRoutes,
      ...insightRoutes,
    ])
      register(server, context, route)
  }
}
