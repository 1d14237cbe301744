import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerResponse } from 'node:http'
import { inspect } from 'node:util'
import { identify } from './identify-responses.ts'

/**
 * Responds to requests without a route, instead of the web framework: 405 with `Allow` for another method of a path, 404 with
 * `Sandbox-Status` `unknown_path` or `unknown_host`, 415 and 400 for bodies that cannot be read. Call it before any route is registered.
 */
export function answerUnknownRequests(server: FastifyInstance): void {
  const routes: { method: string; url: string }[] = []
  const hosts = new Set<string>()
  server.addHook('onRoute', ({ method, url }) => {
    if (url.includes('*')) return
    const [, host = ''] = url.split('/')
    hosts.add(`/${host}`)
    for (const name of [method].flat()) routes.push({ method: name, url })
  })

  /** Created on first use: most servers never get an unknown path. */
  let patterns: { method: string; pattern: RegExp }[] | undefined
  server.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    patterns ??= routes.map(({ method, url }) => ({ method, pattern: patternOf(url) }))
    const allowed = patterns.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)
    if (allowed.length > 0)
      return send(reply.header('allow', [...new Set(allowed)].join(', ')), 405, 'method_not_allowed')
    const [, host = ''] = path.split('/')
    if (host === '_sandbox') return send(reply, 404, NO_CONTROL)
    const isKnown = [...hosts].some((pattern) => patternOf(pattern).test(`/${host}`))
    const status = isKnown ? 'unknown_path' : 'unknown_host'
    return send(reply.header('sandbox-status', status), 404, status)
  })
  server.setErrorHandler((error, _request, reply) => sendError(error, reply))
}

/** Sentences are for developers; the codes of the other errors are for programs. */
const NO_CONTROL = 'The control API has no such path: the README of @letterlock/sandbox lists all of them.'

/** Errors of the framework before routing, such as a URL that cannot be decoded. */
export function answerFrameworkError(error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  // No hook runs for these.
  identify(reply)
  void sendError(error, reply)
}

/** Responds with 500 if the provider could not be loaded. */
export function answerServerError(response: ServerResponse, error: unknown): void {
  logError(error)
  response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ error: NAMES[500] }))
}

/** HTTP status of an error of the framework; undefined for every other error. */
export function frameworkStatus(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('statusCode' in error)) return undefined
  return String(error.code).startsWith('FST_') && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined
}

const NAMES: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  404: 'unknown_path',
  413: 'body_too_large',
  414: 'path_too_long',
  415: 'unsupported_media_type',
  500: 'server_error',
}

function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  const status = frameworkStatus(error)
  if (!status) logError(error)
  return send(reply, status ?? 500, NAMES[status ?? 500] ?? 'server_error')
}

/** Logs a bug of the sandbox, with its stack. */
function logError(error: unknown): void {
  process.stderr.write(`${inspect(error)}\n`)
}

const send = (reply: FastifyReply, status: number, error: string): FastifyReply =>
  reply.code(status).type('application/json').serializer(String).send(JSON.stringify({ error }))

/** `/:dc(^[a-z]{2,4}\d{1,3}).api.example.com/lists/:id` as a regular expression. */
function patternOf(url: string): RegExp {
  const source = url
    .split(/(:\w+(?:\([^)]*\))?)/)
    .map((part, index) => (index % 2 === 1 ? '[^/]+' : part.replaceAll(/[.+?^$]/g, String.raw`\$&`)))
    .join('')
  return new RegExp(`^${source.replace(/\/$/, '')}/?$`)
}
