import type { FastifyInstance, FastifyRequest } from 'fastify'
import { frameworkStatus } from '../../unknown-requests.ts'
import type { World } from '../../world.ts'
import { type AccountData } from '../account-data.ts'
import { dataOf, type Grant, type User, type AccountScope } from '../state.ts'
import { Refusal, refusals } from './refusal.ts'

const principals = new WeakMap<FastifyRequest, { user: User; grant: Grant }>()

export function principalOf(request: FastifyRequest): User {
  const principal = principals.get(request)
  if (!principal) throw new Error('a route of the API stands outside the gate')
  return principal.user
}

export function dataFor(world: World, request: FastifyRequest): AccountData {
  return dataOf(principalOf(request), world.clock.now().getTime())
}

/** The scope that each first path segment requires. */
const SCOPE_OF: Readonly<Record<string, AccountScope>> = {
  account: 'account_read',
  contacts: 'contact_data',
  contact_lists: 'contact_data',
  contact_tags: 'contact_data',
  segments: 'contact_data',
  activities: 'contact_data',
  emails: 'campaign_data',
  reports: 'campaign_data',
}

/** "4 calls per second" per app, and a daily quota that starts at 00:00 UTC. */
export function registerGate(server: FastifyInstance, world: World): void {
  const latest = new Map<string, number[]>()

  server.addHook('onRequest', async (request) => {
    const { accessTokens, grants, users, apps, calls, switches } = world.constantContact
    const [, token = ''] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? []
    const known = accessTokens[token]
    const grant = grants[known?.grantId ?? '']
    const user = users[grant?.username ?? '']
    const now = world.clock.now()
    if (!known || !grant || !user || known.expiresAt <= now.getTime()) throw refusals.unauthorized()
    if (apps[grant.clientId]?.deactivated !== false) throw refusals.forbidden()
    const [, area = ''] = /\/v3\/(\w+)/.exec(request.url) ?? []
    const needed = SCOPE_OF[area]
    if (needed && !grant.scope.split(' ').includes(needed)) throw refusals.forbidden()
    const at = world.clock.monotonicNow()
    const recent = (latest.get(grant.clientId) ?? []).filter((earlier) => earlier > at - 1000)
    latest.set(grant.clientId, [...recent, at])
    if (recent.length >= switches.callsPerSecond) throw refusals.throttled()
    const day = `${grant.clientId} ${now.toISOString().slice(0, 10)}`
    calls[day] = (calls[day] ?? 0) + 1
    if (calls[day] > switches.callsPerDay) throw refusals.quota()
    principals.set(request, { user, grant })
  })

  server.addHook('preValidation', async (request) => {
    const type = request.headers['content-type'] ?? ''
    const written =
      ['POST', 'PUT', 'PATCH'].includes(request.method) && request.headers['content-length'] !== '0'
    const accepted = request.url.includes('/contacts_file_import')
      ? /^multipart\/form-data/
      : /^application\/json/
    if (written && request.headers['content-length'] && !accepted.test(type)) throw refusals.mediaType()
  })
  server.setErrorHandler((error, request, reply) => {
    const refusal = error instanceof Refusal ? error : refusalOf(frameworkStatus(error))
    if (!refusal) request.log.error(error)
    const { status, body } = refusal
      ? { status: refusal.status, body: refusal.body() }
      : { status: 500, body: '[{"error_key":"server_error","error_message":"Internal Server Error"}]' }
    return reply.code(status).type('application/json').serializer(String).send(body)
  })
}

function refusalOf(status: number | undefined): Refusal | undefined {
  if (status === 415) return refusals.mediaType()
  return status ? new Refusal(status, 'json.malformed', 'The body cannot be read.') : undefined
}

/** `limit`, and an opaque cursor in a relative link. */
export function pageOf<T>(
  request: FastifyRequest,
  all: readonly T[],
  { standard, most }: { standard: number; most: number },
): { items: T[]; _links: { next?: { href: string } } } {
  const { limit: asked, cursor } = request.query as { limit?: string; cursor?: string }
  const limit = Math.min(Math.max(Number(asked) || standard, 1), most)
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString('utf8')) || 0 : 0
  const items = all.slice(start, start + limit)
  if (start + limit >= all.length) return { items, _links: {} }
  const url = new URL(request.url, 'http://x')
  url.searchParams.set('cursor', Buffer.from(String(start + limit)).toString('base64url'))
  // Relative to the API's host, which is a path prefix here.
  const href = `${url.pathname.replace(/^\/[^/]+/, '')}${url.search}`
  return { items, _links: { next: { href } } }
}
