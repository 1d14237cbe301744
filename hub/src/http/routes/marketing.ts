import type { Source } from '@letterlock/client/wire.ts'
import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Found, PageWanted } from '../../marketing/adapter.ts'
import { fromCursor, toPage } from '../../marketing/cursor.ts'
import { openAccount, type OpenAccount } from '../../marketing/open-account.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  account,
  audience,
  campaign,
  contact,
  contactStatus,
  report,
  segment,
  sourced,
  sourcedPage,
  template,
} from '../../marketing/schemas.ts'

const at = (...names: readonly string[]) =>
  z.object(Object.fromEntries(['id', ...names].map((name) => [name, z.string().min(1).max(200)])))
const pageQuery = z.object({
  cursor: z.string().max(2000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
const contactQuery = z.object({ audience: z.string().max(200).optional() })

/** What is in a connected account, in one model over all platforms. */
export function marketingRoutes(context: Context): FastifyPluginAsyncZod {
  const tags = ['marketing']
  const config = { right: 'marketing.read' } as const
  const open = (request: FastifyRequest): Promise<OpenAccount> =>
    openAccount(context, callerOf(request), parameter(request, 'id'))

  /** The answer, and where it comes from. */
  const page = async <T>(
    request: FastifyRequest,
    ask: (account: OpenAccount, page: PageWanted) => Promise<Found<T>>,
  ): Promise<{ items: T[]; nextCursor: string | null; source: Source }> => {
    const { cursor, limit } = request.query as z.infer<typeof pageQuery>
    const account = await open(request)
    const found = await ask(account, { limit, at: fromCursor(cursor) })
    return { ...toPage(found), source: await account.source() }
  }
  const one = async <T extends object>(
    request: FastifyRequest,
    ask: (account: OpenAccount) => Promise<T>,
  ): Promise<T & { source: Source }> => {
    const account = await open(request)
    const item = await ask(account)
    return { ...item, source: await account.source() }
  }

  return async (server) => {
    server.get(
      '/v1/connections/:id/account',
      {
        config,
        schema: {
          tags,
          summary: 'Read the account, and what its platform has',
          params: at(),
          response: { 200: sourced(account) },
        },
      },
      (request) =>
        one(request, async ({ adapter, api }) => ({
          ...(await adapter.account(api)),
          capabilities: adapter.capabilities,
        })),
    )
    server.get(
      '/v1/connections/:id/audiences',
      {
        config,
        schema: {
          tags,
          summary: 'List audiences',
          params: at(),
          querystring: pageQuery,
          response: { 200: sourcedPage(audience) },
        },
      },
      (request) => page(request, ({ adapter, api }, wanted) => adapter.audiences(api, wanted)),
    )
    server.get(
      '/v1/connections/:id/audiences/:audience',
      {
        config,
        schema: {
          tags,
          summary: 'Read an audience',
          params: at('audience'),
          response: { 200: sourced(audience) },
        },
      },
      (request) => one(request, ({ adapter, api }) => adapter.audience(api, parameter(request, 'audience'))),
    )
    server.get(
      '/v1/connections/:id/audiences/:audience/segments',
      {
        config,
        schema: {
          tags,
          summary: 'List segments, or what the platform has in their place',
          params: at('audience'),
          querystring: pageQuery,
          response: { 200: sourcedPage(segment) },
        },
      },
      (request) =>
        page(request, ({ adapter, api }, wanted) =>
          adapter.segments(api, parameter(request, 'audience'), wanted),
        ),
    )
    server.get(
      '/v1/connections/:id/contacts',
      {
        config,
        schema: {
          tags,
          summary: 'List contacts of one status',
          description:
            'A page may hold fewer than asked for where the platform sorts more coarsely: go on while there is a cursor.',
          params: at(),
          querystring: pageQuery.extend({
            ...contactQuery.shape,
            status: contactStatus.default('subscribed'),
            words: z.string().min(1).max(200).optional(),
          }),
          response: { 200: sourcedPage(contact) },
        },
      },
      (request) => {
        const { audience = null, status, words = null } = request.query
        return page(request, ({ adapter, api }, wanted) =>
          adapter.contacts(api, { audience, status, words }, wanted),
        )
      },
    )
    server.get(
      '/v1/connections/:id/contacts/:contact',
      {
        config,
        schema: {
          tags,
          summary: 'Read a contact, by id or e-mail address',
          params: at('contact'),
          querystring: contactQuery,
          response: { 200: sourced(contact) },
        },
      },
      (request) => {
        const { audience = null } = request.query
        return one(request, ({ adapter, api }) =>
          adapter.contact(api, { audience, contact: parameter(request, 'contact') }),
        )
      },
    )
    server.get(
      '/v1/connections/:id/campaigns',
      {
        config,
        schema: {
          tags,
          summary: 'List campaigns',
          params: at(),
          querystring: pageQuery,
          response: { 200: sourcedPage(campaign) },
        },
      },
      (request) => page(request, ({ adapter, api }, wanted) => adapter.campaigns(api, wanted)),
    )
    server.get(
      '/v1/connections/:id/campaigns/:campaign',
      {
        config,
        schema: {
          tags,
          summary: 'Read a campaign',
          params: at('campaign'),
          response: { 200: sourced(campaign) },
        },
      },
      (request) => one(request, ({ adapter, api }) => adapter.campaign(api, parameter(request, 'campaign'))),
    )
    server.get(
      '/v1/connections/:id/campaigns/:campaign/report',
      {
        config,
        schema: {
          tags,
          summary: 'Read how a campaign went',
          params: at('campaign'),
          response: { 200: sourced(report) },
        },
      },
      (request) => one(request, ({ adapter, api }) => adapter.report(api, parameter(request, 'campaign'))),
    )
    server.get(
      '/v1/connections/:id/templates',
      {
        config,
        schema: {
          tags,
          summary: 'List templates',
          params: at(),
          querystring: pageQuery,
          response: { 200: sourcedPage(template) },
        },
      },
      (request) => page(request, ({ adapter, api }, wanted) => adapter.templates(api, wanted)),
    )
  }
}

function parameter({ params }: FastifyRequest, name: string): string {
  return (params as Record<string, string>)[name] ?? ''
}
