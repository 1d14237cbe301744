import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type AccountData } from '../../constant-contact/account-data.ts'
import { dataOf, type User } from '../../constant-contact/state.ts'
import { hexDigest } from '../../random-values.ts'
import { frameworkStatus } from '../../unknown-requests.ts'
import type { World } from '../../world.ts'
import { findToken, worksWith } from '../tokens.ts'
import { Refusal, refusals } from './refusal.ts'

const principals = new WeakMap<FastifyRequest, User>()

export function principalOf(request: FastifyRequest): User {
  const principal = principals.get(request)
  if (!principal) throw new Error('a route of the API stands outside the gate')
  return principal
}

export function dataFor(world: World, request: FastifyRequest): AccountData {
  return dataOf(principalOf(request), world.clock.now().getTime())
}

/** Each call has the key in `api_key` and a token. The gateway checks the key first. */
export function registerGate(server: FastifyInstance, world: World): void {
  const latest = new Map<string, number[]>()

  server.addHook('onRequest', async (request, reply) => {
    const { api_key = '' } = request.query as { api_key?: string }
    const { apps, switches } = world.constantContactV2
    const app = apps[api_key]
    if (!app || app.deactivated || app.generation === 'v1')
      return reply.code(403).type('text/html').send('<h1>Developer Inactive</h1>')
    const [, text = ''] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const token = findToken(world, text)
    const user = world.constantContact.users[token?.username ?? '']
    if (!token || !user || !worksWith(world, token, app)) throw refusals.token()
    const at = world.clock.monotonicNow()
    const recent = (latest.get(api_key) ?? []).filter((earlier) => earlier > at - 1000)
    latest.set(api_key, [...recent, at])
    if (recent.length >= switches.callsPerSecond) throw refusals.throttled()
    principals.set(request, user)
  })

  server.setErrorHandler((error, request, reply) => {
    const framework = frameworkStatus(error)
    const refusal = framework ? new Refusal(framework, 'json.invalid', 'The body cannot be read.') : error
    if (!(refusal instanceof Refusal)) request.log.error(error)
    const { status, body } =
      refusal instanceof Refusal
        ? { status: refusal.status, body: refusal.body() }
        : { status: 500, body: '[{"error_key":"http.status.internal_server_error","error_message":""}]' }
    return reply.code(status).type('application/json').serializer(String).send(body)
  })
}

/** The ID in API v2: a short number, different from the ID in v3 of the same object. */
export function shortId(id: string): string {
  return String(1_000_000_000 + Number.parseInt(hexDigest('md5', id, 7), 16))
}

/** @throws Refusal 404 */
export function byShortId<T>(things: Readonly<Record<string, T>>, short: string): T {
  for (const [id, thing] of Object.entries(things)) if (shortId(id) === short) return thing
  throw refusals.notFound()
}

interface Page<T> {
  meta: { pagination: { next_link?: string } }
  results: T[]
}

/** `limit`, and a relative link with an opaque `next`; clients have to add the key to it again. */
export function pageOf<T, R>(
  request: FastifyRequest,
  all: readonly T[],
  represent: (thing: T) => R,
  most = 500,
): Page<R> {
  const { limit: asked, next } = request.query as { limit?: string; next?: string }
  const limit = Math.min(Math.max(Number(asked) || 50, 1), most)
  const start = next ? Number(Buffer.from(next, 'base64url').toString('utf8')) || 0 : 0
  const results = all.slice(start, start + limit).map(represent)
  if (start + limit >= all.length) return { meta: { pagination: {} }, results }
  const cursor = Buffer.from(String(start + limit)).toString('base64url')
  const [path = ''] = request.url.replace(/^\/[^/]+/, '').split('?')
  return { meta: { pagination: { next_link: `${path}?next=${cursor}&limit=${limit}` } }, results }
}
