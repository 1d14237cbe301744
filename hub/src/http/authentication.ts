import type { Right } from '@letterlock/client/wire.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { assertRight, callerOfPerson, type Caller } from '../core/caller.ts'
import type { SignedIn } from '../core/people.ts'
import { HubError } from '../errors.ts'
import type { Context } from './context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key needs for this route; null: any key will do. */
    right?: Right | null
    /** Whether an assistant's token is good here. */
    assistants?: boolean
  }
  interface FastifyRequest {
    caller: Caller | null
    /** Set when a browser calls. */
    person: SignedIn | null
  }
}

type AuthenticationParts = Pick<
  Context,
  'ports' | 'guard' | 'people' | 'assistants' | 'rateLimit' | 'clientAddress' | 'usage'
>

/**
 * Every route below must say which right it needs; one that does not is refused at start. A program brings a secret key,
 * a browser the cookie of somebody who is signed in.
 */
export function requireCallers(server: FastifyInstance, parts: AuthenticationParts): void {
  const { rateLimit, clientAddress } = parts
  server.decorateRequest('caller', null)
  server.decorateRequest('person', null)
  server.addHook('onRoute', (route) => {
    if (route.config?.right === undefined)
      throw new TypeError(`${route.url} does not say which right it needs`)
  })
  server.addHook('onRequest', async (request) => {
    const { caller, person } = await identify(request, parts).catch((error: unknown) => {
      // Whoever guesses keys is counted by address.
      rateLimit.countAddress(clientAddress(request.raw))
      throw error
    })
    rateLimit.count(caller.keyId)
    const { right } = request.routeOptions.config
    if (right) assertRight(caller, right)
    request.caller = caller
    request.person = person
  })
}

/** Who sends this request, now. @throws HubError key_missing, key_unknown, not_signed_in, no_workspace, cross_origin_refused */
export async function identify(
  request: FastifyRequest,
  { ports, guard, people, assistants, usage }: AuthenticationParts,
): Promise<{ caller: Caller; person: SignedIn | null }> {
  const { authorization, cookie } = request.headers
  const token = request.routeOptions.config.assistants && assistantToken(authorization)
  if (token) {
    const address = new URL(request.raw.url ?? '', ports.publicUrl)
    return { caller: await assistants.callerOf(token, address), person: null }
  }
  const isOfAssistants = request.routeOptions.config.assistants === true
  if (isOfAssistants && authorization === undefined && cookie === undefined)
    throw new HubError('sign_in_needed')
  if (authorization !== undefined || cookie === undefined) {
    const caller = await guard.authenticate(authorization)
    usage.usedKey(caller.keyId)
    return { caller, person: null }
  }
  const person = await people.whoIs(headersOf(request))
  if (!person) throw new HubError('not_signed_in')
  assertOwnPage(request, ports.publicUrl)
  return { caller: callerOfPerson(person), person }
}

/** A bearer token that is no secret key of ours. */
function assistantToken(authorization = ''): string | undefined {
  const [, token] = /^Bearer ([\w~+/.=-]+)$/i.exec(authorization) ?? []
  return token?.startsWith('llk_') ? undefined : token
}

/** A cookie comes along whoever asks; only our own pages may change anything with it. @throws HubError cross_origin_refused */
export function assertOwnPage({ method, headers }: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin') throw new HubError('cross_origin_refused')
  if (method !== 'GET' && origin !== new URL(publicUrl).origin) throw new HubError('cross_origin_refused')
}

/** As the fetch standard has them. */
export function headersOf({ raw }: FastifyRequest): Headers {
  const headers = new Headers()
  for (let index = 0; index < raw.rawHeaders.length; index += 2)
    headers.append(raw.rawHeaders[index] ?? '', raw.rawHeaders[index + 1] ?? '')
  return headers
}

export function personOf({ person }: FastifyRequest): SignedIn | null {
  return person
}

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error('a route that needs a caller stands outside requireCallers')
  return request.caller
}
