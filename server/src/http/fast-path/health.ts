import type { IncomingMessage, ServerResponse } from 'node:http'
import { assertTarget } from '../request-target.ts'
import { REQUEST_ID_HEADER } from '../request-id.ts'
import type { RouteContext } from '../route-context.ts'
import { assertSingleHeaders } from '../single-headers.ts'
import { FastPathExchange } from './exchange.ts'

const METHODS = ['GET', 'HEAD'] as const
export const HEALTH_ROUTES = [
  { url: '/healthz', methods: METHODS },
  { url: '/readyz', methods: METHODS },
] as const

interface Health {
  readonly statusCode: 200 | 503
  readonly status: string
}

/**
 * The health checks, which need no authentication. `/healthz`: the process runs. `/readyz`: the database is writable, and the server is not
 * about to stop; otherwise 503.
 * @returns whether the request is one of them, and is served
 */
export function createHealth(
  context: RouteContext,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { securityHeaders } = context.requestGuard
  const readHealth = async (route: string): Promise<Health> => {
    if (route === '/healthz') return { statusCode: 200, status: 'ok' }
    if (context.isStopping()) return { statusCode: 503, status: 'stopping' }
    if (await context.store.isReady()) return { statusCode: 200, status: 'ready' }
    return { statusCode: 503, status: 'the database is not writable' }
  }
  const serve = async ({ request, response, requestId }: FastPathExchange, route: string): Promise<void> => {
    assertTarget(request.url ?? '/')
    assertSingleHeaders(request.rawHeaders)
    const { statusCode, status } = await readHealth(route)
    const body = JSON.stringify({ status })
    response.writeHead(statusCode, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      ...securityHeaders,
      [REQUEST_ID_HEADER]: requestId,
    })
    response.end(body)
  }
  return (request, response) => {
    const { method, url = '' } = request
    if (method !== 'GET' && method !== 'HEAD') return false
    const path = url.replace(/\?.*/s, '')
    const route = HEALTH_ROUTES.find((known) => known.url === path)?.url
    if (route === undefined) return false
    const exchange = new FastPathExchange(context, { request, response, route })
    serve(exchange, route)
      .then(() => exchange.drain())
      .catch((error: unknown) => exchange.reject(error))
    return true
  }
}
