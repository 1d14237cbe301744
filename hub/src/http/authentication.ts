import type { Right } from '@letterlock/client/wire.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { assertRight, callerOfPerson, type Caller } from '../core/caller.ts'
import { HubError } from '../errors.ts'
import type { Context } from './context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key needs for this route; null: any key will do. */
    right?: Right | null
  }
  interface FastifyRequest {
    caller: Caller | null
  }
}

/**
 * Every route below must say which right it needs; one that does not is refused at start. A program brings a secret key,
 * a browser the cookie of somebody who is signed in.
 */
export function requireCallers(
  server: FastifyInstance,
  {
    ports,
    guard,
    people,
    rateLimit,
    usage,
  }: Pick<Context, 'ports' | 'guard' | 'people' | 'rateLimit' | 'usage'>,
): void {
  server.decorateRequest('caller', null)
  server.addHook('onRoute', (route) => {
    if (route.config?.right === undefined)
      throw new TypeError(`${route.url} does not say which right it needs`)
  })
  const find = async (request: FastifyRequest): Promise<Caller> => {
    const { authorization, cookie } = request.headers
    if (authorization !== undefined || cookie === undefined) {
      const caller = await guard.authenticate(authorization)
      usage.usedKey(caller.keyId)
      return caller
    }
    const person = await people.whoIs(headersOf(request))
    if (!person) throw new HubError('not_signed_in')
    assertOwnPage(request, ports.publicUrl)
    return callerOfPerson(person)
  }
  server.addHook('onRequest', async (request) => {
    const caller = await find(request).catch((error: unknown) => {
      // Whoever guesses keys is counted by address.
      rateLimit.count(request.ip)
      throw error
    })
    rateLimit.count(caller.keyId)
    const { right } = request.routeOptions.config
    if (right) assertRight(caller, right)
    request.caller = caller
  })
}

/** A cookie comes along whoever asks; only our own pages may change anything with it. @throws HubError cross_origin_refused */
function assertOwnPage({ method, headers }: FastifyRequest, publicUrl: string): void {
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

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error('a route that needs a caller stands outside requireCallers')
  return request.caller
}
