import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { queryTime } from '../schemas/query-time.ts'
import { MAX_SEARCH_LENGTH } from '../../kernel/limits.ts'
import { isEventFilter } from '../../workspaces/event-types.ts'
import { exportEvents } from '../../workspaces/export-events.ts'
import type { EventFilter } from '../../workspaces/event.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { sendFile } from '../send-file.ts'
import { event } from '../schemas/event.ts'
import { exportFormat, exportResponse } from '../schemas/export.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { exampleId, idOf } from '../schemas/values.ts'

const filterQuery = {
  connectionId: idOf('conn').optional().describe('Events about this connection.'),
  type: z
    .string()
    .refine(
      isEventFilter,
      'must be an event type, such as secret_key.created, or its first part, such as secret_key',
    )
    .optional()
    .meta({ description: 'A type, or its first part.', examples: ['connection'] }),
  actorId: z
    .string()
    .regex(
      /^(?:system|(?:key|usr|asst)_[\da-v]{26})$/,
      'must be the ID of a secret key, a user or an assistant, such as usr_…, or system',
    )
    .optional()
    .meta({ description: 'The principal that made the change.', examples: [exampleId('usr')] }),
  search: z
    .string()
    .min(1)
    .max(MAX_SEARCH_LENGTH)
    .optional()
    .describe(
      'Part of the type, the data, the actor’s name, the account’s name, email address or ID, or the end user’s ID.',
    ),
  since: queryTime.describe('Not before this time.'),
  until: queryTime.describe('Before this time.'),
}

/** The events of the workspace. */
export function eventRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Events']
  return async (server) => {
    server.get(
      '/v1/events',
      {
        config: { scope: 'events:read' },
        schema: {
          tags,
          operationId: 'listEvents',
          summary: 'List events',
          description: 'Newest first.',
          querystring: z.object({ ...pageQuery('evt'), ...filterQuery }),
          response: { 200: pageOf(event) },
        },
      },
      async (request) => {
        const { limit, cursor, ...query } = request.query
        const principal = principalOf(request)
        const page = { limit: limit + 1, after: cursor ?? null }
        const rows = await context.store.events.list(principal.workspaceId, filterOf(principal, query), page)
        return toPage(rows, limit, (row) => row)
      },
    )

    server.get(
      '/v1/events/export',
      {
        config: { scope: 'events:read' },
        schema: {
          tags,
          operationId: 'exportEvents',
          summary: 'Export events',
          description: 'All that match, newest first, as one file.',
          querystring: z.object({
            ...filterQuery,
            format: exportFormat,
          }),
          response: exportResponse,
        },
      },
      async (request, reply) => {
        const { format, ...query } = request.query
        const principal = principalOf(request)
        const lines = exportEvents(context, principal.workspaceId, filterOf(principal, query), format)
        return sendFile(reply, 'letterlock-activity', format, lines)
      },
    )
  }
}

interface FilterQuery {
  readonly connectionId?: string | undefined
  readonly type?: string | undefined
  readonly actorId?: string | undefined
  readonly search?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}

function filterOf({ endUserId }: Principal, { search, since, until, ...rest }: FilterQuery): EventFilter {
  const time = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Date.parse(text)
  return {
    ...rest,
    words: search,
    endUserId: endUserId ?? undefined,
    since: time(since),
    until: time(until),
  }
}
