import type { Scope } from '@letterlock/sdk/wire.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { principalOfUser, type Principal } from '../workspaces/principal.ts'
import type { SignedIn } from '../identity/users.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { HttpContext } from './context.ts'
import type { RequestGuard } from './request-guard.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The scope that the route requires; null: any principal is allowed. */
    scope?: Scope | null
    /** Whether the route accepts an assistant's access token. */
    assistants?: boolean
  }
  interface FastifyRequest {
    principal: Principal | null
    /** Set if the request is authenticated by a browser's session cookie. */
    user: SignedIn | null
  }
}

/** Authenticates a request again, such as for a stream that stays open. @throws ProblemError as for a new request */
export type Identify = (request: FastifyRequest) => Promise<{ principal: Principal; user: SignedIn | null }>

/** Requires a principal on every route below. A route that does not declare its scope fails the start. */
export function requirePrincipals(server: FastifyInstance, guard: RequestGuard, identify: Identify): void {
  server.decorateRequest('principal', null)
  server.decorateRequest('user', null)
  server.addHook('onRoute', (route) => {
    if (route.config?.scope === undefined) throw new TypeError(`${route.url} does not declare its scope`)
  })
  server.addHook('onRequest', async (request) => {
    const { principal, user } = await identify(request).catch((error: unknown) =>
      guard.rejectUnauthenticated(error, request.raw),
    )
    request.principal = principal
    request.user = user
  })
}

/** Counts each request and checks its scope. It runs after the fields of the log line are known. */
export function admitPrincipals(server: FastifyInstance, guard: RequestGuard): void {
  server.addHook('onRequest', async (request) =>
    guard.admit(principalOf(request), request.routeOptions.config.scope ?? null),
  )
}

/**
 * Identifies the sender of a request by its secret key, its assistant's access token (where the route accepts one) or the session cookie of
 * a signed-in user.
 * @throws ProblemError authentication_required, sign_in_needed, invalid_token, not_a_member, origin_not_allowed
 */
export function createIdentify(
  context: Pick<HttpContext, 'publicUrl' | 'users' | 'assistants'>,
  guard: RequestGuard,
): Identify {
  const { users, assistants } = context
  return async (request) => {
    const { authorization, cookie } = request.headers
    const acceptsAssistants = request.routeOptions.config.assistants === true
    const token = acceptsAssistants ? assistantToken(authorization) : undefined
    if (token !== undefined) {
      const url = new URL(request.raw.url ?? '', context.publicUrl())
      return { principal: await assistants.principalOf(token, url), user: null }
    }
    if (acceptsAssistants && authorization === undefined && cookie === undefined)
      throw new ProblemError('sign_in_needed')
    if (authorization !== undefined || cookie === undefined)
      return { principal: await guard.authenticate(authorization), user: null }
    const user = await users.whoIs(headersOf(request))
    if (!user) throw new ProblemError('authentication_required')
    assertSameOrigin(request, context.publicUrl())
    return { principal: principalOfUser(user), user }
  }
}

/** The bearer token, unless it is a secret key. */
function assistantToken(authorization = ''): string | undefined {
  const [, token] = /^Bearer ([\w~+/.=-]+)$/i.exec(authorization) ?? []
  return token?.startsWith('llk_') ? undefined : token
}

/** Asserts that a request with a session cookie comes from a page of this server: browsers send cookies with requests of any page. @throws ProblemError origin_not_allowed */
export function assertSameOrigin({ method, headers }: FastifyRequest, publicUrl: string): void {
  const { origin, 'sec-fetch-site': site } = headers
  if (site !== undefined && site !== 'same-origin') throw new ProblemError('origin_not_allowed')
  if (method !== 'GET' && origin !== new URL(publicUrl).origin) throw new ProblemError('origin_not_allowed')
}

/** The request's headers as a `Headers` object; repeated headers are kept. */
export function headersOf({ raw }: FastifyRequest): Headers {
  const headers = new Headers()
  for (let index = 0; index < raw.rawHeaders.length; index += 2)
    headers.append(raw.rawHeaders[index] ?? '', raw.rawHeaders[index + 1] ?? '')
  return headers
}

/** The principal of a request to a route below `requirePrincipals`. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error('the route is registered outside requirePrincipals')
  return request.principal
}

/** The signed-in user. @throws ProblemError authentication_required for a secret key or an assistant */
export function requireUser({ user }: FastifyRequest): SignedIn {
  if (!user) throw new ProblemError('authentication_required')
  return user
}
