import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../world.ts'
import { issueGrant, spendRefreshToken } from './grants.ts'
import type { App, Grant } from './state.ts'

/** "Time-limited … immediately used": the platform gives no number, this one is ours. */
const CODE_LIFETIME_MS = 60_000

type Form = Record<string, string | undefined>

/**
 * `/Authorization/OAuth/Token`. A code may be redeemed by GET without client credentials and without redirect address, as
 * the official samples do, or by a form POST with both, which must then fit. Refresh tokens rotate. The answer has
 * no `token_type` and no `scope`.
 */
export function registerToken(server: FastifyInstance, world: World): void {
  const serve = (request: FastifyRequest, reply: FastifyReply, form: Form): FastifyReply => {
    const refuse = (error: string, error_description: string): FastifyReply =>
      reply.code(400).header('cache-control', 'no-store').send({ error, error_description })
    const { clientId, clientSecret } = credentialsOf(request, form)
    const app = clientId === undefined ? undefined : world.mailup.apps[clientId.toLowerCase()]
    if (clientId !== undefined && app?.clientSecret !== clientSecret)
      return refuse('invalid_client', 'Client credentials are not valid')
    switch (form['grant_type']) {
      case 'authorization_code':
        if (!app && request.method !== 'GET')
          return refuse('invalid_client', 'Client credentials are missing')
        return redeemCode(app, form, refuse)
      case 'refresh_token':
        if (!app) return refuse('invalid_client', 'Client credentials are missing')
        return refresh(app, form['refresh_token'] ?? '', refuse)
      case 'password':
        if (!app) return refuse('invalid_client', 'Client credentials are missing')
        return checkPassword(app, form, refuse)
      default:
        return refuse('unsupported_grant_type', 'The grant type is not supported')
    }

    function redeemCode(app: App | undefined, form: Form, refuse: Refuse): FastifyReply {
      const code = world.mailup.codes[form['code'] ?? '']
      const now = world.clock.now().getTime()
      if (
        !code ||
        code.used ||
        now - code.issuedAt > CODE_LIFETIME_MS ||
        (app && code.clientId !== app.clientId)
      )
        return refuse('invalid_grant', 'The authorization code is not valid')
      if (request.method === 'POST' && form['redirect_uri'] !== code.redirectUri)
        return refuse('invalid_grant', 'The redirect_uri is not the one of the authorization request')
      code.used = true
      return send(issueGrant(world, code))
    }

    function refresh(app: App, refreshToken: string, refuse: Refuse): FastifyReply {
      const grant = spendRefreshToken(world, app.clientId, refreshToken)
      return grant ? send(grant) : refuse('invalid_grant', 'The refresh token is not valid')
    }

    function checkPassword(app: App, { username = '', password }: Form, refuse: Refuse): FastifyReply {
      const user = world.mailup.users[username]
      if (!user || user.password !== password)
        return refuse('invalid_grant', 'User name or password is not correct')
      return send(issueGrant(world, { clientId: app.clientId, username }))
    }

    function send({ accessToken, refreshToken, issuedAt, expiresAt }: Grant): FastifyReply {
      const { expiresIn, omitRefreshToken } = world.mailup.switches
      const refreshed = form['grant_type'] === 'refresh_token'
      return reply.header('cache-control', 'no-store').send({
        access_token: accessToken,
        ...(expiresIn !== 'absent' && { expires_in: expiresIn ?? (expiresAt - issuedAt) / 1000 }),
        ...(!(refreshed && omitRefreshToken) && { refresh_token: refreshToken }),
      })
    }
  }

  server.get<{ Querystring: Form }>('/Token', (request, reply) => serve(request, reply, request.query))
  server.post<{ Querystring: Form; Body: Form | null }>('/Token', (request, reply) =>
    serve(request, reply, { ...request.query, ...request.body }),
  )
}

type Refuse = (error: string, description: string) => FastifyReply

/** In the body, or as HTTP Basic, as some samples do beside it. */
function credentialsOf(
  { headers }: FastifyRequest,
  { client_id, client_secret }: Form,
): { clientId?: string; clientSecret?: string | undefined } {
  if (client_id !== undefined) return { clientId: client_id, clientSecret: client_secret }
  const [, basic] = /^Basic\s+(\S+)$/i.exec(headers.authorization ?? '') ?? []
  if (!basic) return {}
  const [clientId = '', clientSecret] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  return { clientId: decodeURIComponent(clientId), clientSecret: decodeURIComponent(clientSecret ?? '') }
}
