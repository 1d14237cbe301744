import type { ErrorCode, Scope, Source } from '@letterlock/sdk/wire.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Found, PageWanted } from '../../email-marketing/adapters/page.ts'
import { CURSOR, fromCursor, toPage } from '../../email-marketing/adapters/cursor.ts'
import { getAccountClient, type AccountClient } from '../../email-marketing/get-account-client.ts'
import { nameTheThing } from '../../email-marketing/name-the-thing.ts'
import { aboutProvider } from '../../kernel/errors.ts'
import { principalOf } from '../authentication.ts'
import { recorded } from '../log-calls.ts'
import type { RouteContext } from '../route-context.ts'
import { signalOf } from '../signal.ts'
import { source } from '../schemas/email-marketing.ts'
import { nextCursor, providerPageQuery } from '../schemas/page.ts'
import { pathParams, type PathParameter } from '../schemas/params.ts'
import { ACCOUNT_CLIENT_PROBLEMS } from '../../email-marketing/problems.ts'

/** The input of a route. */
export interface Asked<Q, B> {
  readonly account: AccountClient
  /** A path parameter. */
  readonly part: (name: string) => string
  readonly query: Q
  readonly body: B
}

/** One row of the route table. */
export interface MarketingRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  readonly scope: Scope
  /** Its error codes, beside those that all rows share. */
  readonly problems?: readonly ErrorCode[]
  /** The path below the connection's. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly query?: z.ZodObject
  readonly body?: z.ZodObject
  /** Maximum size of the body in bytes; absent for the usual one. */
  readonly bodyLimit?: number
  readonly answer: z.ZodType
  readonly status?: 200 | 201
  ask(asked: Asked<never, never>): Promise<object>
}

const pageQuery = providerPageQuery(CURSOR)

type Line<Q extends z.ZodObject, B extends z.ZodObject> = Omit<
  MarketingRoute,
  'query' | 'body' | 'ask' | 'answer'
> & {
  readonly query?: Q
  readonly body?: B
}

const SOURCED = new Map<z.ZodObject, z.ZodObject>()

/** The item's schema, with the account that it is from. */
function sourced(item: z.ZodObject): z.ZodObject {
  const known = SOURCED.get(item)
  if (known) return known
  const { id = '' } = z.globalRegistry.get(item) ?? {}
  const made = item.extend({ source }).meta({ id: `Sourced${id}` })
  SOURCED.set(item, made)
  return made
}

/** Returns one object and its source. */
export function one<
  A extends z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodObject = z.ZodObject,
>(
  line: Line<Q, B> & {
    readonly answer: A
    readonly ask: (asked: Asked<z.output<Q>, z.output<B>>) => Promise<z.output<A>>
  },
): MarketingRoute {
  const ask = async (asked: Asked<never, never>): Promise<object & { source: Source }> => {
    const item = await line.ask(asked)
    return { ...item, source: await asked.account.source() }
  }
  return { ...line, answer: sourced(line.answer), ask }
}

/** Returns a page of objects. */
export function many<A extends z.ZodObject, Q extends z.ZodObject = z.ZodObject>(
  line: Line<Q, z.ZodObject> & {
    readonly item: A
    readonly ask: (asked: Asked<z.output<Q>, never>, page: PageWanted) => Promise<Found<z.output<A>>>
  },
): MarketingRoute {
  const { item, ask: askFor, query, ...rest } = line
  const ask = async (asked: Asked<never, never>): Promise<object> => {
    const { cursor, limit } = pageQuery.parse(asked.query)
    const page = toPage(await askFor(asked, { limit, at: fromCursor(cursor) }))
    return { ...page, source: await asked.account.source() }
  }
  return {
    ...rest,
    query: pageQuery.extend(query?.shape ?? {}),
    answer: z.object({ items: z.array(item), nextCursor, source }),
    ask,
  }
}

export function register(server: FastifyInstance, context: RouteContext, route: MarketingRoute): void {
  const { method, scope, path, operationId, summary, description, query, body, bodyLimit } = route
  const { answer, status = 200 } = route
  const names = [
    'connectionId',
    ...[...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name),
  ] as PathParameter[]
  server.route({
    method,
    ...(bodyLimit !== undefined && { bodyLimit }),
    url: `/v1/connections/:connectionId/${path}`,
    config: {
      scope,
      loggedAs: operationId,
      problems: [
        ...ACCOUNT_CLIENT_PROBLEMS,
        // An ID in the query may not exist, as in a path.
        ...(query && 'audienceId' in query.shape ? ['resource_not_found' as const] : []),
        ...(route.problems ?? []),
      ],
    },
    schema: {
      tags: ['Email marketing'],
      operationId,
      summary,
      ...(description !== undefined && { description }),
      params: pathParams(...names),
      ...(query && { querystring: query }),
      ...(body && { body }),
      response: { [status]: answer },
    },
    async handler(request: FastifyRequest, reply) {
      const params = request.params as Record<string, string>
      const part = (name: string): string => params[name] ?? ''
      const account = await getAccountClient(
        recorded(context, request),
        principalOf(request),
        part('connectionId'),
        signalOf(reply),
      )
      const asked = { account, part, query: request.query as never, body: request.body as never }
      const answered = await route.ask(asked).catch((error: unknown) => {
        throw nameTheThing(aboutProvider(error, account.api.provider), {
          ...(request.query as object),
          ...params,
        })
      })
      return reply.code(status).send(answered)
    },
  })
}
