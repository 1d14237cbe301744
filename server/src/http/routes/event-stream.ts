import type { FastifyRequest } from 'fastify'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { outageOf, ProblemError } from '../../kernel/errors.ts'
import { hashToken } from '../../kernel/id.ts'
import { SECOND } from '../../kernel/time.ts'
import type { Principal } from '../../workspaces/principal.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { createEventStreamBroadcast, type StreamGroup } from '../event-streams.ts'
import { createStreamLimit } from '../stream-limit.ts'

const HEARTBEAT_MS = 15 * SECOND
/** Maximum of streams per user or secret key: enough for a few browsers with many tabs. */
const MAX_STREAMS_EACH = 50

interface Group extends StreamGroup {
  readonly unwatch: () => void
}

/** Server-sent events: `changed`, without data, when a workspace has new events. Clients then read what changed with their own scopes. */
export function eventStreamRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    const groups = new Map<string, Group>()
    const limit = createStreamLimit(MAX_STREAMS_EACH)
    const say = createEventStreamBroadcast()
    const heartbeat = setInterval(() => {
      for (const group of groups.values()) say(group, ':')
    }, HEARTBEAT_MS)
    server.addHook('preClose', async () => {
      clearInterval(heartbeat)
      for (const { streams } of groups.values()) for (const stream of streams) stream.end()
    })

    const groupOf = (request: FastifyRequest): { key: string; group: Group } => {
      const principal = principalOf(request)
      const { workspaceId } = principal
      const { authorization = '', cookie = '' } = request.headers
      const view = viewOf(principal)
      const key = hashToken([view, authorization, cookie].join('\0'))
      let group = groups.get(key)
      if (!group) {
        const made: Group = {
          streams: new Set(),
          waiting: new Set(),
          // The stream ends with the session or the secret key, and when the scopes change: the client opens another one.
          checkCredential: () =>
            context.identify(request).then(
              (now) => (viewOf(now.principal) === view ? 'valid' : 'ended'),
              (error: unknown) => (isRejection(error) ? 'ended' : 'unknown'),
            ),
          unwatch: context.eventNotifier.watch(workspaceId, () => say(made, 'event: changed\ndata:')),
        }
        groups.set(key, (group = made))
      }
      return { key, group }
    }

    server.get(
      '/v1/events/stream',
      {
        config: { scope: 'events:read' },
        schema: {
          tags: ['Events'],
          operationId: 'streamEvents',
          summary: 'Stream changes',
          description:
            'Server-sent events: `changed`, without data, when something happened in the workspace.',
          response: {
            200: { description: 'The stream.', content: { 'text/event-stream': { schema: z.string() } } },
          },
        },
      },
      async (request, reply) => {
        const close = limit.open(principalOf(request).principalId)
        reply.hijack()
        const { raw } = reply
        raw.once('close', close)
        raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        if (request.method === 'HEAD') return void raw.end()
        const { key, group } = groupOf(request)
        group.streams.add(raw)
        raw.once('close', () => {
          group.streams.delete(raw)
          if (group.streams.size > 0) return
          groups.delete(key)
          group.unwatch()
        })
        raw.write('retry: 2000\n\n')
      },
    )
  }
}

/** Whether an error says that the credential is not valid, and not that the database is unavailable. */
function isRejection(error: unknown): boolean {
  return error instanceof ProblemError && outageOf(error) === undefined
}

/** A principal's view of the workspace, as a text to compare. */
function viewOf({ workspaceId, principalId, endUserId, scopes }: Principal): string {
  return [workspaceId, principalId, endUserId ?? '', ...[...scopes].toSorted()].join(' ')
}
