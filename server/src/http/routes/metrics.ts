import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { hourlyMetrics, hourOf } from '../../calls/connection-metrics.ts'
import { getConnection } from '../../connections/get-connection.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { DAY, HOUR } from '../../kernel/time.ts'
import type { HourlyEvents } from '../../workspaces/event.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { connectionMetrics, workspaceMetrics } from '../schemas/call.ts'
import { pathParams } from '../schemas/params.ts'
import { epochOf, queryTime } from '../schemas/query-time.ts'

const MAX_DAYS = { connection: 31, workspace: 7 } as const
const REFRESHED = 'connection.token_refreshed'
const REFRESH_FAILED = 'connection.refresh_failed'

const spanQuery = (maxDays: number) =>
  z.object({
    since: queryTime.describe('From the hour of this time. Default: 24 hours before `until`.'),
    until: queryTime.describe(`Before this time, at most ${maxDays} days later. Default: now.`),
  })

/** Calls and refreshes by hour. */
export function metricsRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const { callLog, store, now } = context
  const readSpan = (query: z.infer<ReturnType<typeof spanQuery>>, maxDays: number): Span => {
    const until = epochOf(query.until) ?? now().getTime()
    const from = epochOf(query.since) ?? until - DAY + HOUR
    if (from >= until) throw invalidRequest({ parameter: 'since', detail: 'since must be before until.' })
    if (until - from > maxDays * DAY)
      throw invalidRequest({
        parameter: 'since',
        detail: `since is more than ${maxDays} days before until.`,
      })
    return { since: hourOf(from), until }
  }
  return async (server) => {
    server.get(
      '/v1/connections/:connectionId/metrics',
      {
        config: { scope: 'calls:read' },
        schema: {
          tags: ['Calls'],
          operationId: 'getConnectionMetrics',
          summary: 'Get the calls of a connection by hour',
          description: 'Every call counts, also one that is not listed. Oldest hour first.',
          params: pathParams('connectionId'),
          querystring: spanQuery(MAX_DAYS.connection),
          response: { 200: connectionMetrics },
        },
      },
      async (request) => {
        const { id } = await getConnection(context, principalOf(request), request.params.connectionId)
        const { since, until } = readSpan(request.query, MAX_DAYS.connection)
        // Includes the calls of a moment ago.
        await callLog.flush()
        const metrics = hourlyMetrics(await store.calls.totals(id, since, until), since, until)
        return {
          items: metrics.map((hour) => ({ ...hour, startsAt: new Date(hour.startsAt).toISOString() })),
        }
      },
    )

    server.get(
      '/v1/workspace/metrics',
      {
        config: { scope: 'calls:read' },
        schema: {
          tags: ['Calls'],
          operationId: 'getWorkspaceMetrics',
          summary: 'Get the calls and refreshes of the workspace by hour',
          description:
            'Every call counts, also one that is not listed. Oldest hour first. A member sees their own connections.',
          querystring: spanQuery(MAX_DAYS.workspace),
          response: { 200: workspaceMetrics },
        },
      },
      async (request) => {
        const principal = principalOf(request)
        const { since, until } = readSpan(request.query, MAX_DAYS.workspace)
        await callLog.flush()
        const [totals, refreshes] = await Promise.all([
          store.calls.totalsOfAll(principal, since, until),
          store.events.countByHour(principal, [REFRESHED, REFRESH_FAILED], { since, until }),
        ])
        const count = counter(refreshes)
        return {
          items: hourlyMetrics(totals, since, until).map(({ startsAt, ...calls }) => ({
            ...calls,
            startsAt: new Date(startsAt).toISOString(),
            refreshCount: count(startsAt, REFRESHED),
            refreshErrorCount: count(startsAt, REFRESH_FAILED),
          })),
        }
      },
    )
  }
}

interface Span {
  readonly since: number
  readonly until: number
}

function counter(rows: readonly HourlyEvents[]): (hour: number, type: HourlyEvents['type']) => number {
  const counts = new Map(rows.map(({ hour, type, count }) => [`${hour} ${type}`, count]))
  return (hour, type) => counts.get(`${hour} ${type}`) ?? 0
}
