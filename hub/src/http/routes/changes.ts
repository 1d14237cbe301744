import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { ServerResponse } from 'node:http'
import { SECOND } from '../../time.ts'
import { callerOf, identify } from '../authentication.ts'
import type { Context } from '../context.ts'

const HEARTBEAT_MS = 15 * SECOND

/**
 * Server-sent events: `changed` when something has happened in the workspace. What it was is asked for by who is told, with
 * their own rights; so the stream itself gives nothing away.
 */
export function changeRoutes(context: Context): FastifyPluginAsyncZod {
  return async (server) => {
    const open = new Set<ServerResponse>()
    server.addHook('preClose', async () => {
      for (const response of open) response.end()
    })
    server.get(
      '/v1/changes',
      {
        config: { right: 'events.read' },
        schema: {
          tags: ['events'],
          summary: 'Be told when something happens',
          description: 'A stream of server-sent events: `changed`, without data.',
          produces: ['text/event-stream'],
        },
      },
      async (request, reply) => {
        reply.hijack()
        const { raw } = reply
        raw.writeHead(200, {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        })
        if (request.method === 'HEAD') return void raw.end()
        open.add(raw)
        const say = (line: string): void => void raw.write(`${line}\n\n`)
        say('retry: 2000')
        // A browser that was signed out meanwhile, or a key that was revoked, is told nothing more.
        const sayIfAllowed = (line: string): void =>
          void identify(request, context).then(
            () => say(line),
            () => raw.end(),
          )
        const { workspaceId } = callerOf(request)
        const unwatch = context.changes.watch(workspaceId, () => sayIfAllowed('event: changed\ndata:'))
        const heartbeat = setInterval(() => sayIfAllowed(':'), HEARTBEAT_MS)
        raw.once('close', () => {
          open.delete(raw)
          clearInterval(heartbeat)
          unwatch()
        })
      },
    )
  }
}
