import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import { findExcess } from '../../kernel/find-excess.ts'
import { MAX_EMAIL_BODY_BYTES, MAX_URL_LENGTH } from '../../kernel/limits.ts'
import { memberAt } from '../../kernel/member-at.ts'
import { DEFAULT_SCOPE } from '../../authorization-server/assistant.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { isLoopback } from '../../kernel/loopback.ts'
import { acceptBoth } from '../accept.ts'
import { principalOf, headersOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { answerPreflights, isAllowedOrigin } from '../cross-origin.ts'
import { signalOf } from '../signal.ts'
import { createStreamLimit } from '../stream-limit.ts'
import { typedOrigin } from '../typed-origin.ts'

const METHODS = ['GET', 'POST', 'DELETE'] as const
/** The paths, each also with a trailing slash. */
const MCP_PATHS = [
  '/mcp',
  '/mcp/readonly',
  '/mcp/connections/:connection',
  '/mcp/connections/:connection/readonly',
].flatMap((path) => [path, `${path}/`])
/** Maximum of messages in a batch, which only the revision of March 2025 has. */
const MAX_BATCH = 10
/** Maximum of streams per principal, as many as its sessions. */
const MAX_STREAMS_EACH = 50

/** Preflight requests carry no credential. */
export async function mcpPreflights(server: FastifyInstance): Promise<void> {
  for (const path of MCP_PATHS) answerPreflights(server, path, METHODS)
}

/** MCP over streamable HTTP, for assistants with OAuth and for secret keys. */
export function mcpRoutes(context: RouteContext): FastifyPluginAsync {
  const { mcp, rateLimit } = context
  const metadataUrlOf = (request: FastifyRequest): string => {
    const { pathname } = new URL(request.raw.url ?? '/mcp', context.publicUrl())
    const origin = typedOrigin(context.publicUrl(), request.headers.host)
    return `${origin}/.well-known/oauth-protected-resource${pathname}`
  }
  const streams = createStreamLimit(MAX_STREAMS_EACH)
  return async (server) => {
    // The MCP SDK parses the body.
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    server.addHook('preClose', () => mcp.close())
    // A rejected client learns where to authorize (RFC 9728 section 5.1).
    server.addHook('onSend', async (request, reply) => {
      if (reply.statusCode !== 401) return
      const error = request.headers.authorization === undefined ? '' : 'error="invalid_token", '
      const challenge = `Bearer ${error}scope="${DEFAULT_SCOPE}", resource_metadata="${metadataUrlOf(request)}"`
      reply.header('www-authenticate', challenge)
    })
    for (const url of MCP_PATHS)
      server.route({
        method: [...METHODS],
        url,
        bodyLimit: MAX_EMAIL_BODY_BYTES,
        // A GET opens a stream, which starts with the first message.
        exposeHeadRoute: false,
        config: {
          scope: 'connections:read',
          assistants: true,
          idempotencyKey: false,
          ownQuery: true,
          crossOrigin: true,
        },
        schema: { hide: true },
        async handler(request, reply) {
          const { host = '', origin } = request.headers
          assertExpected(context, host, origin)
          const { method, body } = request
          const principal = principalOf(request)
          const excess = typeof body === 'string' ? findExcess(body) : undefined
          if (excess !== undefined) return reply.code(400).send(invalid(`the message ${excess}`))
          // Requests with another method have no message, whatever their body.
          const message = method === 'POST' ? parsed(body) : undefined
          const refusal = refuse(message)
          if (refusal !== undefined) return reply.code(400).send(invalid(refusal))
          const messages = Array.isArray(message) ? message.length : 1
          for (let more = 1; more < messages; more++) rateLimit.count(principal.principalId)
          if (opensStream(request)) reply.raw.once('close', streams.open(principal.principalId))
          const address = new URL(request.raw.url ?? '/mcp', context.publicUrl())
          const headers = headersOf(request)
          headers.set('accept', acceptBoth(headers.get('accept')))
          const signal = signalOf(reply)
          const of = {
            principal,
            identify: async () => (await context.identify(request)).principal,
            requestId: request.id,
            metadataUrl: metadataUrlOf(request),
            message,
          }
          const direct = mcp.answerDirectly(address, headers, { ...of, signal })
          if (direct) return reply.header('content-type', 'application/json').send(await direct)
          // The parsed message is passed on; only a body that is not JSON is read again, for its error.
          const unread =
            method === 'POST' && message === undefined && typeof body === 'string' ? { body } : {}
          const init = { method, headers, signal, ...unread }
          const response = await mcp.serve(new Request(address, init), {
            ...of,
            onClose: (closed) => void (reply.raw.destroyed ? closed() : reply.raw.once('close', closed)),
          })
          // Hop-by-hop header: it is about the connection with the client.
          response.headers.delete('connection')
          if (!isOnePiece(response)) return reply.send(response)
          return reply
            .code(response.status)
            .headers(Object.fromEntries(response.headers))
            .send(await response.text())
        },
      })
  }
}

const invalid = (problem: string) => ({
  jsonrpc: '2.0',
  id: null,
  error: { code: -32600, message: `Invalid Request: ${problem}` },
})

/** Why a message is rejected that the MCP SDK would accept, or reject only after it has worked on it. */
function refuse(message: unknown): string | undefined {
  const messages: readonly unknown[] = Array.isArray(message) ? message : [message]
  if (messages.length > MAX_BATCH) return `a batch holds at most ${MAX_BATCH} messages`
  const isLong = (of: unknown, name: string): boolean => {
    const value = memberAt(of, `params.${name}`)
    return typeof value === 'string' && value.length > MAX_URL_LENGTH
  }
  const long = ['name', 'uri'].find((name) => messages.some((one) => isLong(one, name)))
  return long && `the ${long} has more than ${MAX_URL_LENGTH} characters`
}

/** The parsed body; undefined if it is empty or not JSON. */
function parsed(body: unknown): unknown {
  if (typeof body !== 'string') return undefined
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** Whether a response is written at once; others are streamed by Fastify. */
function isOnePiece({ body, headers }: Response): boolean {
  return body !== null && headers.get('content-type')?.startsWith('application/json') === true
}

/** Requests that stay open: a session's stream, and subscriptions, which require `Mcp-Method`. */
function opensStream({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' || headers['mcp-method'] === 'subscriptions/listen'
}

/**
 * Prevents DNS rebinding and requests from other origins.
 * @throws ProblemError origin_not_allowed
 */
function assertExpected(context: RouteContext, host: string, origin: string | undefined): void {
  const own = new URL(context.publicUrl())
  const hostname = URL.parse(`http://${host}`)?.hostname ?? ''
  const isOwn = hostname === own.hostname || (isLoopback(own.hostname) && isLoopback(hostname))
  if (!isOwn || (origin !== undefined && !isAllowedOrigin(origin, context)))
    throw new ProblemError('origin_not_allowed')
}
