import type { FastifyPluginAsync } from 'fastify'
import type { RouteContext } from '../route-context.ts'

/** `/healthz`: the process runs. `/readyz`: the database is writable, and the server is not about to end. */
export function healthRoutes(context: RouteContext): FastifyPluginAsync {
  return async (server) => {
    server.get('/healthz', () => ({ status: 'ok' }))
    server.get('/readyz', async (_request, reply) => {
      if (context.isStopping()) return reply.code(503).send({ status: 'stopping' })
      const ready = await context.store.isReady()
      return reply.code(ready ? 200 : 503).send({ status: ready ? 'ready' : 'the database is not writable' })
    })
  }
}
