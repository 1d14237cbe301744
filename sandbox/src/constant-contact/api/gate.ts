import { textMember } from '../../text-member.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { answerErrors } from '../../kernel/answer-errors.ts'
import { readBearer } from '../../kernel/authorization-header.ts'
import { createCallsPerSecond } from '../../kernel/calls-per-second.ts'
import { cursorPage } from '../../kernel/cursor-page.ts'
import { createPrincipals } from '../../kernel/principals.ts'
import type { World } from '../../world.ts'
import { type AccountData } from '../account-data.ts'
import { dataOf, type User, type AccountScope } from '../state.ts'
import { Refusal, refusals } from './refusal.ts'

const principals = createPrincipals<User>()
export const principalOf = principals.of

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
  const countCall = createCallsPerSecond(world.clock)

  server.addHook('onRequest', async (request) => {
    const { accessTokens, grants, users, apps, calls, switches } = world.constantContact
    const token = readBearer(request.headers.authorization) ?? ''
    const known = accessTokens[token]
    const grant = grants[known?.grantId ?? '']
    const user = users[grant?.username ?? '']
    const now = world.clock.now()
    if (!known || !grant || !user || known.expiresAt <= now.getTime()) throw refusals.unauthorized()
    if (apps[grant.clientId]?.deactivated !== false) throw refusals.forbidden()
    const [, area = ''] = /\/v3\/(\w+)/.exec(request.url) ?? []
    const needed = SCOPE_OF[area]
    if (needed && !grant.scope.split(' ').includes(needed)) throw refusals.forbidden()
    if (countCall(grant.clientId) > switches.callsPerSecond) throw refusals.throttled()
    const day = `${grant.clientId} ${now.toISOString().slice(0, 10)}`
    calls[day] = (calls[day] ?? 0) + 1
    if (calls[day] > switches.callsPerDay) throw refusals.quota()
    principals.set(request, user)
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
  answerErrors(server, (error, status) => {
    const refusal = error instanceof Refusal ? error : refusalOf(status)
    return { status: refusal.status, body: refusal.body() }
  })
}

function refusalOf(status: number): Refusal {
  if (status === 415) return refusals.mediaType()
  if (status === 500) return new Refusal(500, 'server_error', 'Internal Server Error')
  return new Refusal(status, 'json.malformed', 'The body cannot be read.')
}

/** `limit`, and an opaque cursor in a relative link. */
export function pageOf<T>(
  request: FastifyRequest,
  all: readonly T[],
  { standard, most }: { standard: number; most: number },
): { items: readonly T[]; _links: { next?: { href: string } } } {
  const cursor = textMember(request.query, 'cursor')
  const limit = Math.min(Math.max(Number(textMember(request.query, 'limit')) || standard, 1), most)
  const { items, next } = cursorPage(all, { limit, cursor })
  if (next === undefined) return { items, _links: {} }
  const url = new URL(request.url, 'http://x')
  url.searchParams.set('cursor', next)
  // Relative to the API's host, which is a path prefix here.
  const href = `${url.pathname.replace(/^\/[^/]+/, '')}${url.search}`
  return { items, _links: { next: { href } } }
}
