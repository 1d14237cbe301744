import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readBasic } from '../kernel/authorization-header.ts'
import type { World } from '../world.ts'
import { issueGrant, spendRefreshToken } from './grants.ts'
import type { App, Grant } from './state.ts'

/** "Time-limited … immediately used": the provider documents no value; this one is made up. */
const CODE_LIFETIME_MS = 60_000

type Form = Record<string, string | undefined>

interface Exchange {
  readonly world: World
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly form: Form
}

/**
 * `/Authorization/OAuth/Token`. A code can be redeemed by GET without client credentials and redirect URI, as in the official samples, or
 * by a form POST with both, which must then match. Refresh tokens rotate. The response has no `token_type` and no `scope`.
 */
export function registerToken(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: Form }>('/Token', (request, reply) =>
    serve({ world, request, reply, form: request.query }),
  )
  server.post<{ Querystring: Form; Body: Form | null }>('/Token', (request, reply) =>
    serve({ world, request, reply, form: { ...request.query, ...request.body } }),
  )
}

function serve(exchange: Exchange): FastifyReply {
  const { world, request, reply, form } = exchange
  const { clientId, clientSecret } = credentialsOf(request, form)
  const app = clientId === undefined ? undefined : world.mailup.apps[clientId.toLowerCase()]
  if (clientId !== undefined && app?.clientSecret !== clientSecret)
    return refuse(reply, 'invalid_client', 'Client credentials are not valid')
  const grantType = form['grant_type'] ?? ''
  const grant = Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined
  if (!grant) return refuse(reply, 'unsupported_grant_type', 'The grant type is not supported')
  if (!app && !(grantType === 'authorization_code' && request.method === 'GET'))
    return refuse(reply, 'invalid_client', 'Client credentials are missing')
  const given = grant(exchange, app)
  return typeof given === 'string' ? refuse(reply, 'invalid_grant', given) : send(exchange, given)
}

/** The token response or error, by `grant_type`. `app` is absent only for a code that is redeemed by GET. */
const GRANTS: Readonly<Record<string, (exchange: Exchange, app: App | undefined) => Grant | string>> = {
  authorization_code({ world, request, form }, app) {
    const code = world.mailup.codes[form['code'] ?? '']
    const age = world.clock.now().getTime() - (code?.issuedAt ?? 0)
    if (!code || code.used || age > CODE_LIFETIME_MS || (app && code.clientId !== app.clientId))
      return 'The authorization code is not valid'
    if (request.method === 'POST' && form['redirect_uri'] !== code.redirectUri)
      return 'The redirect_uri is not the one of the authorization request'
    code.used = true
    return issueGrant(world, code)
  },
  refresh_token: ({ world, form }, app) =>
    spendRefreshToken(world, app?.clientId ?? '', form['refresh_token'] ?? '') ??
    'The refresh token is not valid',
  password({ world, form: { username = '', password } }, app) {
    const user = world.mailup.users[username]
    if (!user || user.password !== password) return 'User name or password is not correct'
    return issueGrant(world, { clientId: app?.clientId ?? '', username })
  },
}

function refuse(reply: FastifyReply, error: string, error_description: string): FastifyReply {
  return reply.code(400).header('cache-control', 'no-store').send({ error, error_description })
}

function send(
  { world, reply, form }: Exchange,
  { accessToken, refreshToken, issuedAt, expiresAt }: Grant,
): FastifyReply {
  const { expiresIn, omitRefreshToken } = world.mailup.switches
  const refreshed = form['grant_type'] === 'refresh_token'
  return reply.header('cache-control', 'no-store').send({
    access_token: accessToken,
    ...(expiresIn !== 'absent' && { expires_in: expiresIn ?? (expiresAt - issuedAt) / 1000 }),
    ...(!(refreshed && omitRefreshToken) && { refresh_token: refreshToken }),
  })
}

/** In the body, or as HTTP Basic, as some samples do. */
function credentialsOf(
  { headers }: FastifyRequest,
  { client_id, client_secret }: Form,
): { clientId?: string; clientSecret?: string | undefined } {
  if (client_id !== undefined) return { clientId: client_id, clientSecret: client_secret }
  const basic = readBasic(headers.authorization)
  return basic ? { clientId: basic.id, clientSecret: basic.secret ?? '' } : {}
}
