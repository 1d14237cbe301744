import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CALL_TYPES } from '../../calls/call.ts'
import type { NamedCall } from '../../calls/call-repository.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { MAX_SEARCH_LENGTH } from '../../kernel/limits.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { call } from '../schemas/call.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { REQUEST_ID } from '../request-id.ts'
import { epochOf, queryTime } from '../schemas/query-time.ts'
import { exampleId, idOf } from '../schemas/values.ts'

const filterQuery = {
  connectionId: idOf('conn').optional().describe('Calls through this connection.'),
  type: z.enum(CALL_TYPES).optional().describe('Calls of this type.'),
  principalId: z
    .string()
    .regex(/^(?:key|usr|asst)_[\da-v]{26}$/, 'must be the ID of a secret key, a user or an assistant')
    .optional()
    .meta({ description: 'Who made the call.', examples: [exampleId('key')] }),
  requestId: z
    .string()
    .regex(REQUEST_ID, 'must be the ID of a request')
    .optional()
    .meta({ description: 'The ID of a request.', examples: [exampleId('req')] }),
  status: z
    .enum(['succeeded', 'failed'])
    .optional()
    .describe('`failed`: with a status of 400 and above, or without a client to respond to.'),
  search: z
    .string()
    .min(1)
    .max(MAX_SEARCH_LENGTH)
    .optional()
    .describe(
      'Part of the path, the operation, the request ID, the error code, the principal’s name, the account’s name, email address or ID, or the end user’s ID.',
    ),
  since: queryTime.describe('Not before this time.'),
  until: queryTime.describe('Before this time.'),
}

/** The log of calls. */
export function callRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Calls']
  const { calls } = context.store
  return async (server) => {
    server.get(
      '/v1/calls',
      {
        config: { scope: 'calls:read' },
        schema: {
          tags,
          operationId: 'listCalls',
          summary: 'List calls',
          description:
            'Newest first. A call is listed about a second after it ended. Of many calls within a second, a sample is listed.',
          querystring: z.object({ ...pageQuery('call'), ...filterQuery }),
          response: { 200: pageOf(call) },
        },
      },
      async (request) => {
        const { limit, cursor, status, search, since, until, ...filter } = request.query
        const page = { limit: limit + 1, after: cursor ?? null }
        const wanted = {
          ...filter,
          words: search,
          since: epochOf(since),
          until: epochOf(until),
          hasFailed: status && status === 'failed',
        }
        return toPage(await calls.list(principalOf(request), wanted, page), limit, toCallResponse)
      },
    )

    server.get(
      '/v1/calls/:callId',
      {
        config: { scope: 'calls:read' },
        schema: {
          tags,
          operationId: 'getCall',
          summary: 'Get a call',
          params: pathParams('callId'),
          response: { 200: call },
        },
      },
      async (request) => {
        const found = await calls.read(principalOf(request), request.params.callId)
        if (!found) throw new ProblemError('call_not_found')
        return toCallResponse(found)
      },
    )
  }
}

export function toCallResponse(named: NamedCall): Wire.Call {
  const { principalType: type, principalId, principalName: name, workspaceId: _, ...logged } = named
  const { connectionId: _id, startedAt, ...rest } = logged
  return {
    ...rest,
    startedAt: new Date(startedAt).toISOString(),
    principal: { type, id: principalId, name },
  }
}
