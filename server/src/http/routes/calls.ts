import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { CALL_TYPES } from '../../calls/call.ts'
import type { NamedCall } from '../../calls/call-repository.ts'
import { hourlyMetrics, hourOf } from '../../calls/connection-metrics.ts'
import { getConnection } from '../../connections/get-connection.ts'
import { invalidRequest, ProblemError } from '../../kernel/errors.ts'
import { DAY, HOUR } from '../../kernel/time.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { call, connectionMetrics } from '../schemas/call.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { REQUEST_ID } from '../request-id.ts'
import { exampleId, idOf } from '../schemas/values.ts'

const MAX_SPAN_MS = 31 * DAY

const time = z.iso.datetime({ offset: true }).optional()

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
  since: time.describe('Not before this time.'),
  until: time.describe('Before this time.'),
}

/** The log of calls, and the calls of a connection by hour. */
export function callRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Calls']
  const { callLog, store, now } = context
  const { calls } = store
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
        const { limit, cursor, status, since, until, ...filter } = request.query
        const page = { limit: limit + 1, after: cursor ?? null }
        const wanted = {
          ...filter,
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

    server.get(
      '/v1/connections/:connectionId/metrics',
      {
        config: { scope: 'calls:read' },
        schema: {
          tags,
          operationId: 'getConnectionMetrics',
          summary: 'Get the calls of a connection by hour',
          description: 'Every call counts, also one that is not listed. Oldest hour first.',
          params: pathParams('connectionId'),
          querystring: z.object({
            since: time.describe('From the hour of this time. Default: 24 hours before `until`.'),
            until: time.describe('Before this time, at most 31 days later. Default: now.'),
          }),
          response: { 200: connectionMetrics },
        },
      },
      async (request) => {
        const { id } = await getConnection(context, principalOf(request), request.params.connectionId)
        const until = epochOf(request.query.until) ?? now().getTime()
        const from = epochOf(request.query.since) ?? until - DAY + HOUR
        if (from >= until) throw invalidRequest({ parameter: 'since', detail: 'since must be before until.' })
        const since = hourOf(from)
        if (until - from > MAX_SPAN_MS)
          throw invalidRequest({ parameter: 'since', detail: 'since is more than 31 days before until.' })
        // So that the calls of a moment ago count.
        await callLog.flush()
        const metrics = hourlyMetrics(await calls.totals(id, since, until), since, until)
        return {
          items: metrics.map((hour) => ({ ...hour, startsAt: new Date(hour.startsAt).toISOString() })),
        }
      },
    )
  }
}

function epochOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Date.parse(text)
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
