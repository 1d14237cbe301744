import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hostAndPath } from './host-and-path.ts'
import type { Exchange, SandboxRequest } from './request-log.ts'
import type { World } from './world.ts'

const MAX_BODY_CHARACTERS = 16_384

interface Recorded {
  readonly request: SandboxRequest
  readonly exchange: Exchange
}

const recorded = new WeakMap<FastifyRequest, Recorded>()

/** Notes that a fault affects the response of this request. */
export function recordFault(request: FastifyRequest, kind: string): void {
  const exchange = recorded.get(request)?.exchange
  if (exchange) exchange.fault = kind
}

/** Records every request to a simulated provider with its response. Register it before the faults, which end requests. */
export function recordRequests(server: FastifyInstance, world: World): void {
  server.addHook('onRequest', async (request) => {
    const { host, path } = hostAndPath(request.url)
    if (host === '_sandbox' || host === '') return
    const { method, headers, routeOptions } = request
    const exchange: Exchange = {
      url: request.url.slice(host.length + 1) || '/',
      requestHeaders: textsOf(headers),
      requestBody: '',
      responseHeaders: {},
      responseBody: '',
      durationMs: 0,
    }
    const entry = {
      at: world.clock.now().toISOString(),
      method,
      host,
      path,
      headers: Object.keys(headers),
      sends: routeOptions.config.sends === true,
      status: 0,
    }
    recorded.set(request, { request: world.requests.record(entry, exchange), exchange })
  })
  server.addHook('preValidation', async (request) => {
    const exchange = recorded.get(request)?.exchange
    if (exchange && request.body !== undefined && request.body !== null)
      exchange.requestBody = bodyOf(request)
  })
  server.addHook('onSend', async (request, reply, payload) => {
    const exchange = recorded.get(request)?.exchange
    if (exchange && typeof payload === 'string') exchange.responseBody = payload.slice(0, MAX_BODY_CHARACTERS)
    const status = reply.getHeader('sandbox-status')
    if (exchange && typeof status === 'string') exchange.sandboxStatus = status
    return payload
  })
  server.addHook('onResponse', async (request, reply) => {
    const known = recorded.get(request)
    if (!known) return
    known.request.status = reply.statusCode
    known.exchange.durationMs = Math.round(reply.elapsedTime)
    known.exchange.responseHeaders = textsOf(reply.getHeaders())
  })
}

/** Forms are shown as they are sent; everything else was JSON. */
function bodyOf({ body, headers }: FastifyRequest): string {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  const text =
    isForm && typeof body === 'object'
      ? new URLSearchParams(Object.entries(body ?? {})).toString()
      : JSON.stringify(body)
  return (text ?? '').slice(0, MAX_BODY_CHARACTERS)
}

const textsOf = (headers: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' || Array.isArray(value)
        ? [[name, String(value)]]
        : [],
    ),
  )
