import type { FastifyInstance } from 'fastify'
import { hash, timingSafeEqual } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { ProblemError } from '../kernel/errors.ts'
import type { Metrics } from '../metrics/metrics.ts'

const PATH = '/metrics'

interface MetricsOptions {
  /** What a scraper sends as a bearer token; null: none is needed. */
  readonly token: string | null
}

/** Serves the metrics beside the API. */
export function metricsRoute(server: FastifyInstance, metrics: Metrics, { token }: MetricsOptions): void {
  server.get(PATH, { schema: { hide: true } }, async (request, reply) => {
    if (!isAllowed(token, request.headers.authorization)) throw new ProblemError('authentication_required')
    const { contentType, text } = await metrics.read()
    return reply.type(contentType).send(text)
  })
}

export interface MetricsServer {
  readonly server: Server
  listen(at: { readonly host: string; readonly port: number }): Promise<void>
  close(): Promise<void>
}

/** Serves the metrics, and nothing else, at a port of their own. */
export function createMetricsServer(metrics: Metrics, { token }: MetricsOptions): MetricsServer {
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    if (method !== 'GET' || url !== PATH) return void response.writeHead(404).end()
    if (!isAllowed(token, headers.authorization))
      return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end()
    metrics.read().then(
      ({ contentType, text }) => response.writeHead(200, { 'content-type': contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  return {
    server,
    listen: (at) => new Promise((resolve, reject) => server.once('error', reject).listen(at, resolve)),
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
