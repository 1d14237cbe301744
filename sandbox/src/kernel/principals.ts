import type { FastifyRequest } from 'fastify'

/** The principal of a call: the gate of an API sets it, the routes read it. */
export interface Principals<Principal> {
  set(request: FastifyRequest, principal: Principal): void
  /** @throws Error if the route has no gate */
  of(request: FastifyRequest): Principal
}

export function createPrincipals<Principal>(): Principals<Principal> {
  const known = new WeakMap<FastifyRequest, { readonly principal: Principal }>()
  return {
    set: (request, principal) => void known.set(request, { principal }),
    of: (request) => {
      const found = known.get(request)
      if (!found) throw new Error('a route of the API stands outside the gate')
      return found.principal
    },
  }
}
