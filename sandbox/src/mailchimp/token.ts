import type { FastifyInstance, FastifyReply } from 'fastify'
import { isForm } from '../is-form.ts'
import { readBasic } from '../kernel/authorization-header.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'

const CODE_LIFETIME_SECONDS = 30

/**
 * `POST /oauth2/token`: only authorization_code, form-encoded, client authentication in the body. Errors are 400 in the format of the
 * draft-10 library. The response has exactly three members: no `token_type`, `expires_in: 0` (never) and `scope: null`.
 */
export function registerToken(server: FastifyInstance, world: World): void {
  server.post<{ Body: Record<string, string> | null }>('/oauth2/token', (request, reply) => {
    const body = (isForm(request.headers['content-type']) && request.body) || {}
    const { grant_type, redirect_uri, code } = body
    const credentials = credentialsOf(
      request.headers.authorization,
      body,
      world.mailchimp.switches.basicClientAuthentication,
    )
    if (!credentials) return refuse(reply, 'invalid_client')
    const { client_id, client_secret } = credentials
    if (!grant_type)
      return refuse(reply, 'invalid_request', 'Invalid grant_type parameter or parameter missing')
    if (grant_type !== 'authorization_code') return refuse(reply, 'unsupported_grant_type')
    const app = world.mailchimp.apps[client_id ?? '']
    if (!app || app.clientSecret !== client_secret) return refuse(reply, 'invalid_client')
    if (!code || !redirect_uri) return refuse(reply, 'invalid_request')
    const issued = world.mailchimp.codes[code]
    if (!issued || issued.used || issued.clientId !== client_id || issued.redirectUri !== redirect_uri)
      return refuse(reply, 'invalid_grant')
    issued.used = true
    const ageSeconds = (world.clock.now().getTime() - Date.parse(issued.issuedAt)) / 1000
    if (ageSeconds > CODE_LIFETIME_SECONDS) return refuse(reply, world.mailchimp.switches.expiredCodeError)
    const token = randomHex(32)
    world.mailchimp.tokens[token] = {
      clientId: app.clientId,
      username: issued.username,
      issuedAt: world.clock.now().toISOString(),
    }
    return reply.header('cache-control', 'no-store').send({ access_token: token, expires_in: 0, scope: null })
  })
}

interface Credentials {
  readonly client_id?: string
  readonly client_secret?: string
}

/** From the body or, with the switch, from HTTP Basic; undefined if both are present. */
function credentialsOf(
  authorization: string | undefined,
  { client_id, client_secret }: Credentials,
  takesBasic: boolean,
): Credentials | undefined {
  const basic = readBasic(authorization)
  if (!takesBasic || basic === undefined)
    return { ...(client_id && { client_id }), ...(client_secret && { client_secret }) }
  if (client_id !== undefined || client_secret !== undefined) return undefined
  return { client_id: basic.id, client_secret: basic.secret ?? '' }
}

function refuse(reply: FastifyReply, error: string, description?: string): FastifyReply {
  return reply
    .code(400)
    .header('cache-control', 'no-store')
    .send({ error, ...(description && { error_description: description }) })
}
