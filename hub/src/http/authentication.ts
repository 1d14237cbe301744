import type { Right } from '@letterlock/client/wire.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { assertRight, type Caller } from '../core/caller.ts'
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

/** Every route below must say which right it needs; one that does not is refused at start. */
export function requireKeys(
  server: FastifyInstance,
  { guard, rateLimit }: Pick<Context, 'guard' | 'rateLimit'>,
): void {
  server.decorateRequest('caller', null)
  server.addHook('onRoute', (route) => {
    if (route.config?.right === undefined)
      throw new TypeError(`${route.url} does not say which right it needs`)
  })
  server.addHook('onRequest', async (request) => {
    const caller = await guard.authenticate(request.headers.authorization).catch((error: unknown) => {
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

export function callerOf(request: FastifyRequest): Caller {
  if (!request.caller) throw new Error('a route that needs a key stands outside requireKeys')
  return request.caller
}
