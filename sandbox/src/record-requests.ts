import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hostAndPath } from './host-and-path.ts'
import { isForm } from './is-form.ts'
import { carriedInHeader, carriedInParameters } from './kernel/carried-credentials.ts'
import type { KnownCredential } from './kernel/known-credential.ts'
import type { SimulatedProvider } from './kernel/simulated-provider.ts'
import type { ExchangeParts, RecordedCredential, SandboxRequest } from './recorded-exchange.ts'
import type { World } from './world.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The journal's record of this request; null if it is to the sandbox itself. */
    recorded: Recorded | null
  }
}

const MAX_BODY_CHARACTERS = 16_384
const MAX_PROVIDER_BODY_CHARACTERS = 8192

interface Recorded {
  readonly request: SandboxRequest
  readonly parts: ExchangeParts
}

/** Records that a fault affects the response of this request. */
export function recordFault({ recorded }: FastifyRequest, kind: string): void {
  if (recorded) recorded.request.fault = kind
}

/** Keeps the provider's response before a fault changes it. */
export function recordProviderResponse({ recorded }: FastifyRequest, status: number, payload: unknown): void {
  if (recorded && typeof payload === 'string')
    recorded.parts.providerResponse = { status, body: payload.slice(0, MAX_PROVIDER_BODY_CHARACTERS) }
}

/** Records every request to a simulated provider. Register it before the faults, which end requests. */
export function recordRequests(
  server: FastifyInstance,
  world: World,
  provider: SimulatedProvider | undefined,
): void {
  const find = (text: string): KnownCredential | undefined => provider?.findCredential(world, text)
  server.decorateRequest('recorded', null)
  server.addHook('onRequest', (request, _reply, done) => {
    const { host, path } = hostAndPath(request.url)
    if (host !== '_sandbox' && host !== '') {
      request.recorded = start(world, request, { host, path })
      if (provider) request.recorded.parts.credentials = carriedBefore(request, find)
    }
    done()
  })
  server.addHook('preValidation', (request, _reply, done) => {
    const { recorded, body } = request
    if (recorded && body !== undefined && body !== null) {
      recorded.parts.requestBody = bodyOf(request)
      if (provider && isForm(request.headers['content-type']))
        recorded.parts.credentials.push(...carriedInParameters(body, find))
    }
    done()
  })
}

/** Records each response as it is sent. Register it after everything that changes one. */
export function recordResponses(server: FastifyInstance, world: World): void {
  server.addHook('onSend', ({ recorded }, reply, payload, done) => {
    if (recorded && typeof payload === 'string')
      recorded.parts.responseBody = payload.slice(0, MAX_BODY_CHARACTERS)
    const status = reply.getHeader('sandbox-status')
    if (recorded && typeof status === 'string') recorded.request.sandboxStatus = status
    const operation = reply.getHeader('sandbox-operation')
    if (recorded && typeof operation === 'string') recorded.request.operation = operation
    done(null, payload)
  })
  server.addHook('onResponse', ({ recorded }, reply, done) => {
    if (recorded) {
      const { request, parts } = recorded
      request.status = reply.statusCode
      request.durationMs = Math.round(reply.elapsedTime)
      parts.responseHeaders = textsOf(reply.getHeaders())
      world.requests.end(request)
    }
    done()
  })
}

function start(
  world: World,
  { method, headers, url, routeOptions }: FastifyRequest,
  { host, path }: { host: string; path: string },
): Recorded {
  const parts: ExchangeParts = {
    url: url.slice(host.length + 1) || '/',
    requestHeaders: textsOf(headers),
    requestBody: '',
    credentials: [],
    responseHeaders: {},
    responseBody: '',
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
  return { request: world.requests.record(entry, parts), parts }
}

/** Of the header and the query, before the body is read. */
const carriedBefore = (
  { headers, query }: FastifyRequest,
  find: (text: string) => KnownCredential | undefined,
): RecordedCredential[] => [
  ...carriedInHeader(headers.authorization, find),
  ...carriedInParameters(query, find),
]

/** URL-encoded forms are recorded as sent; everything else as JSON. */
function bodyOf({ body, headers }: FastifyRequest): string {
  const isUrlEncoded = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  const text =
    isUrlEncoded && typeof body === 'object'
      ? new URLSearchParams(Object.entries(body ?? {})).toString()
      : JSON.stringify(body)
  return (text ?? '').slice(0, MAX_BODY_CHARACTERS)
}

function textsOf(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string') texts[name] = value
    else if (typeof value === 'number' || Array.isArray(value)) texts[name] = String(value)
  return texts
}
