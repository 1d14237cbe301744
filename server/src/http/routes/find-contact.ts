import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { address } from '../../email-marketing/contact-schemas.ts'
import { findPerson } from '../../email-marketing/find-person.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { accountContacts } from '../schemas/contacts.ts'
import { pageOf, pageQuery } from '../schemas/page.ts'
import { signalOf } from '../signal.ts'

/** One address over all accounts. */
export function findContactRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/contacts',
      {
        config: { scope: 'audiences:read', loggedAs: 'findContact' },
        schema: {
          tags: ['Email marketing'],
          operationId: 'findContact',
          summary: 'Find a contact in all accounts',
          description:
            'One item for each account, over all its audiences and statuses. An account that cannot be read says so and hides none of the others.',
          querystring: z.object({
            email: address.meta({ examples: ['nora@letters.example'] }),
            ...pageQuery('conn'),
          }),
          response: { 200: pageOf(accountContacts) },
        },
      },
      async (request, reply) => {
        const { email, limit, cursor } = request.query
        const { items, next } = await findPerson(
          context,
          principalOf(request),
          { email, limit, after: cursor ?? null },
          signalOf(reply),
        )
        return { items, nextCursor: next }
      },
    )
  }
}
