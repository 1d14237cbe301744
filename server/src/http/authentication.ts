import type { Scope } from '@letterlock/sdk/wire.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { assertScope, principalOfUser, type Principal } from '../workspaces/principal.ts'
import type { SignedIn } from '../identity/users.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { Context } from './context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a key needs for this route; null: any key will do. */
    scope?: Scope | null
    /** Whether an assistant's token is good here. */
    assistants?: boolean
  }
  interface FastifyRequest {
    principal: Principal | null
    /** Set when a browser calls. */
    user: SignedIn | null
  }
}

type AuthenticationParts = Pick<
  Context,
  'ports' | 'guard' | 'users' | 'assistants' | 'rateLimit' | 'clientAddress' | 'usage'
>

/**
 * Every route below must say which right it needs; one that does not is refused at start. A program brings a secret key,
 * a browser the cookie of somebody who is signed in.
 */
export function requirePrincipals(server: FastifyInstance, parts: AuthenticationParts): void {
  const { rateLimit, clientAddress } = parts
  server.decorateRequest('principal', null)
  server.decorateRequest('user', null)
  server.addHook('onRoute', (route) => {
    if (route.config?.scope === undefined)
      throw new TypeError(`${route.url} does not say which right it needs`)
  })
  server.addHook('onRequest', async (request) => {
    const { principal, user } = await identify(request, parts).catch((error: unknown) => {
      // Whoever guesses keys is counted by address.
      rateLimit.countAddress(clientAddress(request.raw))
      throw error
    })
    rateLimit.count(principal.principalId)
    const { scope } = request.routeOptions.config
    if (scope) assertScope(principal, scope)
    request.principal = principal
    request.user = user
  })
}

/** Who sends this request, now. @throws HubError authentication_required, invalid_token, authentication_required, not_a_member, origin_not_allowed */
export async function identify(
  request: FastifyRequest,
  { ports, guard, users, assistants, usage }: AuthenticationParts,
): Promise<{ principal: Principal; user: SignedIn | null }> {
  const { authorization, cookie } = request.headers
  const token = request.routeOptions.config.assistants && assistantToken(authorization)
  if (token) {
    const address = new URL(request.raw.url ?? '', ports.publicUrl)
    return { principal: await assistants.callerOf(token, address), user: null }
  }
  const isOfAssistants = request.routeOptions.config.assistants === true
  if (isOfAssistants && authorization === undefined && cookie === undefined)
    throw new ProblemError('sign_in_needed')
  if (authorization !== undefined || cookie === undefined) {
    const principal = await guard.authenticate(authorization)
    usage.usedKey(principal.principalId)
    return { principal, user: null }
  }
  const user = await users.whoIs(headersOf(request))
  if (!user) throw new ProblemError('authentication_required')
  assertOwnPage(request, ports.publicUrl)
  return { principal: principalOfUser(user), user }
}

/** A bearer token that is no secret key of ours. */
function assistantToken(authorization = ''): string | undefined {
  const [, token] = /^Bearer ([\w~+/.=-]+)$/i.exec(authorization) ?? []
  return token?.startsWith('llk_') ? undefined : token
}

/** A cookie comes along whoever asks; only our own pages may change anything with it. @throws HubError origin_not_allowed */
export function assertOwnPage({ method, headers }: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin') throw new ProblemError('origin_not_allowed')
  if (method !== 'GET' && origin !== new URL(publicUrl).origin) throw new ProblemError('origin_not_allowed')
}

/** As the fetch standard has them. */
export function headersOf({ raw }: FastifyRequest): Headers {
  const headers = new Headers()
  for (let index = 0; index < raw.rawHeaders.length; index += 2)
    headers.append(raw.rawHeaders[index] ?? '', raw.rawHeaders[index + 1] ?? '')
  return headers
}

export function userOf({ user }: FastifyRequest): SignedIn | null {
  return user
}

export function callerOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error('a route that needs a caller stands outside requireCallers')
  return request.principal
}
