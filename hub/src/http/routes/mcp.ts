import type { FastifyPluginAsync } from 'fastify'
import { HubError } from '../../errors.ts'
import { callerOf, headersOf } from '../authentication.ts'
import type { Context } from '../context.ts'

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
const MOST_BODY_BYTES = 1024 * 1024

/** The Model Context Protocol over streamable HTTP, for assistants: with a secret key. */
export function mcpRoutes({ ports, mcp }: Context): FastifyPluginAsync {
  return async (server) => {
    // The protocol's own library reads the body.
    server.removeAllContentTypeParsers()
    server.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: MOST_BODY_BYTES },
      (_request, body, done) => done(null, body),
    )
    server.addHook('onClose', () => mcp.close())
    for (const url of ['/mcp', '/mcp/readonly', '/mcp/c/:connection', '/mcp/c/:connection/readonly'])
      server.route({
        method: ['GET', 'POST', 'DELETE'],
        url,
        config: { right: 'marketing.read' },
        schema: { hide: true },
        async handler(request, reply) {
          const { host = '', origin } = request.headers
          assertExpected(ports.publicUrl, host, origin)
          const { method, body } = request
          const address = new URL(request.raw.url ?? '/mcp', ports.publicUrl)
          const init = { method, headers: headersOf(request), ...(typeof body === 'string' && { body }) }
          const metadata = new URL(
            `/.well-known/oauth-protected-resource${address.pathname}`,
            ports.publicUrl,
          )
          const response = await mcp.serve(new Request(address, init), callerOf(request), metadata.href)
          // As the fetch standard has it: streams what is streamed.
          return reply.send(response)
        },
      })
  }
}

/** A page elsewhere whose name leads to this machine must not speak for who sits at it. @throws HubError cross_origin_refused */
function assertExpected(publicUrl: string, host: string, origin: string | undefined): void {
  const own = new URL(publicUrl)
  const isOwn = (url: string): boolean => {
    const hostname = URL.parse(url)?.hostname ?? ''
    return hostname === own.hostname || (LOOPBACK.test(own.hostname) && LOOPBACK.test(hostname))
  }
  if (!isOwn(`http://${host}`) || (origin !== undefined && !isOwn(origin)))
    throw new HubError('cross_origin_refused')
}
