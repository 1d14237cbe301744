import type { FastifyInstance } from 'fastify'
import { hash, timingSafeEqual } from 'node:crypto'
import type { RequestListener, Server } from 'node:http'
import { createServer } from './node-http.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { limitSockets } from './limit-sockets.ts'
import { serveInTurn } from './serve-in-turn.ts'

const PATH = '/metrics'

interface MetricsOptions {
  /** The bearer token that a scraper must send; null if none is needed. */
  readonly token: string | null
}

/** Headers that a proxy adds to report the client. */
const PROXY_HEADERS = ['x-forwarded-for', 'forwarded']

/**
 * Serves the metrics beside the API. Without a token, a request through a proxy gets 404, so that a proxy that forwards all paths does not
 * publish them.
 */
export function metricsRoute(server: FastifyInstance, metrics: Metrics, { token }: MetricsOptions): void {
  server.get(PATH, { schema: { hide: true } }, async (request, reply) => {
    if (token === null && PROXY_HEADERS.some((name) => name in request.headers))
      throw new ProblemError('not_found', { detail: 'metrics through a proxy need LETTERLOCK_METRICS_TOKEN' })
    if (!isAllowed(token, request.headers.authorization)) throw new ProblemError('authentication_required')
    const { contentType, text } = await metrics.read()
    return reply.type(contentType).send(text)
  })
}

export interface MetricsServer {
  readonly server: Server
  close(): Promise<void>
}

/** Serves only the metrics, at a port of their own. */
export function createMetricsServer(
  metrics: Metrics,
  { token, log }: MetricsOptions & { readonly log: Log },
): MetricsServer {
  const serve: RequestListener = (request, response) => {
    const { method, url, headers } = request
    if (method !== 'GET' || url !== PATH) return void response.writeHead(404).end()
    if (!isAllowed(token, headers.authorization))
      return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
    metrics.read().then(
      ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  }
  const server = createServer(serveInTurn(serve))
  limitSockets(server, log)
  return {
    server,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function isAllowed(token: string | null, authorization = ''): boolean {
  if (token === null) return true
  const digest = (text: string): Buffer => hash('sha256', text, 'buffer')
  return timingSafeEqual(digest(`Bearer ${token}`), digest(authorization))
}
