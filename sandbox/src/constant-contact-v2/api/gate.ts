import { textMember } from '../../text-member.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type AccountData } from '../../constant-contact/account-data.ts'
import { dataOf, type User } from '../../constant-contact/state.ts'
import { answerErrors } from '../../kernel/answer-errors.ts'
import { readBearer } from '../../kernel/authorization-header.ts'
import { createCallsPerSecond } from '../../kernel/calls-per-second.ts'
import { cursorPage } from '../../kernel/cursor-page.ts'
import { createPrincipals } from '../../kernel/principals.ts'
import { hexDigest } from '../../hex-digest.ts'
import type { World } from '../../world.ts'
import { findToken, worksWith } from '../tokens.ts'
import { Refusal, refusals } from './refusal.ts'

const principals = createPrincipals<User>()
export const principalOf = principals.of

export function dataFor(world: World, request: FastifyRequest): AccountData {
  return dataOf(principalOf(request), world.clock.now().getTime())
}

/** Each call has the key in `api_key` and a token. The gateway checks the key first. */
export function registerGate(server: FastifyInstance, world: World): void {
  const countCall = createCallsPerSecond(world.clock)

  server.addHook('onRequest', async (request, reply) => {
    const apiKey = textMember(request.query, 'api_key') ?? ''
    const { apps, switches } = world.constantContactV2
    const app = apps[apiKey]
    if (!app || app.deactivated || app.generation === 'v1')
      return reply.code(403).type('text/html').send('<h1>Developer Inactive</h1>')
    const token = findToken(world, readBearer(request.headers.authorization) ?? '')
    const user = world.constantContact.users[token?.username ?? '']
    if (!token || !user || !worksWith(world, token, app)) throw refusals.token()
    if (countCall(apiKey) > switches.callsPerSecond) throw refusals.throttled()
    principals.set(request, user)
  })

  answerErrors(server, (error, status) => {
    const unknown =
      status === 500
        ? new Refusal(500, 'http.status.internal_server_error', '')
        : new Refusal(status, 'json.invalid', 'The body cannot be read.')
    const refusal = error instanceof Refusal ? error : unknown
    return { status: refusal.status, body: refusal.body() }
  })
}

/** The ID in API v2: a short number, different from the ID in v3 of the same object. */
export function shortId(id: string): string {
  const short = String(1_000_000_000 + Number.parseInt(hexDigest('md5', id, 10), 16))
  if (longIds.size >= MAX_LONG_IDS) longIds.clear()
  longIds.set(short, id)
  return short
}

/** The IDs of short ones that were answered: a search through thousands of contacts takes a digest of each. */
const longIds = new Map<string, string>()
const MAX_LONG_IDS = 500_000

/** @throws Refusal 404 */
export function byShortId<T>(things: Readonly<Record<string, T>>, short: string | number): T {
  const known = things[longIds.get(String(short)) ?? '']
  if (known !== undefined) return known
  for (const [id, thing] of Object.entries(things)) if (shortId(id) === String(short)) return thing
  throw refusals.notFound()
}

interface Page<T> {
  meta: { pagination: { next_link?: string } }
  results: T[]
}

/** `limit`, and a relative link with an opaque `next`, to which clients must add the key. */
export function pageOf<T, R>(
  request: FastifyRequest,
  all: readonly T[],
  represent: (thing: T) => R,
  most = 500,
): Page<R> {
  const next = textMember(request.query, 'next')
  const limit = Math.min(Math.max(Number(textMember(request.query, 'limit')) || 50, 1), most)
  const { items, next: cursor } = cursorPage(all, { limit, cursor: next })
  const results = items.map(represent)
  if (cursor === undefined) return { meta: { pagination: {} }, results }
  const [path = ''] = request.url.replace(/^\/[^/]+/, '').split('?')
  return { meta: { pagination: { next_link: `${path}?next=${cursor}&limit=${limit}` } }, results }
}
