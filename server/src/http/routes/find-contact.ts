import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isAddress } from '../../email-marketing/model/addresses.ts'
import { findEverywhere } from '../../email-marketing/contacts/find-everywhere.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { accountContacts } from '../schemas/contacts.ts'
import { pageOf, pageQuery } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { signalOf } from '../signal.ts'

/** Finds an email address in all accounts. */
export function findContactRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/contacts/:email',
      {
        config: { scope: 'audiences:read', loggedAs: 'findContact' },
        schema: {
          tags: ['Email marketing'],
          operationId: 'findContact',
          summary: 'Find a contact in all accounts',
          description:
            'One item for each account, over all its audiences and statuses. An account that cannot be read says so and hides none of the others.',
          params: pathParams('email'),
          querystring: z.object(pageQuery('conn')),
          response: { 200: pageOf(accountContacts) },
        },
      },
      async (request, reply) => {
        const { limit, cursor } = request.query
        const { email } = request.params
        if (!isAddress(email))
          throw invalidRequest({ parameter: 'email', detail: 'email must be an email address.' })
        const { items, next } = await findEverywhere(
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
