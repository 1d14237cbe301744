import type { FastifyInstance, FastifyReply } from 'fastify'
import type { World } from '../world.ts'
import { createToken, findToken } from './tokens.ts'

type Form = Record<string, string | undefined>

interface Given {
  Querystring: Form
  Body: Form | null
}

/** The maximum of RFC 6749; the provider documents no value. */
const CODE_LIFETIME_MS = 600_000

/** `POST /oauth/token`, with parameters in the query or the body, and the endpoint that returns a token's user. */
export function registerToken(server: FastifyInstance, world: World): void {
  server.post<Given>('/oauth/token', (request, reply) => {
    const { grant_type, code: text = '', client_id = '', client_secret, redirect_uri } = formOf(request)
    reply.header('cache-control', 'no-store')
    const app = world.constantContactV2.apps[client_id]
    if (!app || app.clientSecret !== client_secret)
      return refuse(reply, 401, 'invalid_client', 'Bad client credentials')
    if (grant_type !== 'authorization_code')
      return refuse(reply, 400, 'unsupported_grant_type', `Unsupported grant type: ${grant_type ?? ''}`)
    const code = world.constantContactV2.codes[text]
    const late = code && world.clock.now().getTime() - code.issuedAt > CODE_LIFETIME_MS
    if (!code || code.used || late || code.clientId !== client_id)
      return refuse(reply, 400, 'invalid_grant', `Invalid verification code: ${text}`)
    if (code.redirectUri !== redirect_uri)
      return refuse(reply, 400, 'redirect_uri_mismatch', 'Redirect URI mismatch.')
    code.used = true
    return reply.send(createToken(world, code))
  })

  server.post<Given>('/tokeninfo.htm', (request, reply) => {
    const { access_token = '' } = formOf(request)
    const token = findToken(world, access_token)
    if (!token) return refuse(reply, 400, 'invalid_token', 'The access token is invalid or has expired.')
    const expires_in = Math.floor((token.expiresAt - world.clock.now().getTime()) / 1000)
    return reply.send({
      client_id: token.clientId,
      user_name: token.username,
      expires_in: String(expires_in),
    })
  })
}

function formOf({ query, body }: { query: Form; body: Form | null }): Form {
  return { ...query, ...body }
}

export function refuse(
  reply: FastifyReply,
  status: number,
  error: string,
  error_description: string,
): FastifyReply {
  return reply.code(status).send({ error, error_description })
}
