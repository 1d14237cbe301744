import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { readBasic } from '../kernel/authorization-header.ts'
import type { World } from '../world.ts'
import { pollDevice, authorizeDevice } from './device.ts'
import { createGrant, refreshGrant, type TokenSet } from './grants.ts'
import { createIdToken, publicKeys } from './id-token.ts'
import type { App } from './state.ts'
import { TokenRefusal, type Form } from './token-refusal.ts'

/** "5 minutes, one use" (the provider's community forum). */
const CODE_LIFETIME_MS = 300_000

/** `POST /token` and `/device/authorize`: parameters in the form or the query, client authentication as Basic or in the body. */
export function registerToken(server: FastifyInstance, world: World): void {
  const handle = (
    request: FastifyRequest<{ Querystring: Form; Body: Form | null }>,
    reply: FastifyReply,
    serve: (app: App, form: Form, authenticated: boolean) => unknown,
  ): FastifyReply => {
    reply.header('cache-control', 'no-store')
    const form = { ...request.query, ...request.body }
    try {
      const { app, authenticated } = clientOf(world, request.headers.authorization, form)
      return reply.send(serve(app, form, authenticated))
    } catch (error) {
      if (!(error instanceof TokenRefusal)) throw error
      return reply.code(error.status).send({ error: error.error, error_description: error.message })
    }
  }

  server.post<{ Querystring: Form; Body: Form | null }>('/token', (request, reply) =>
    handle(request, reply, (app, form, authenticated) => grantOf(world, app, form, authenticated)),
  )
  server.get('/keys', () => publicKeys())
  server.post<{ Querystring: Form; Body: Form | null }>('/device/authorize', (request, reply) =>
    handle(request, reply, (app, form) => authorizeDevice(world, app, form)),
  )
}

function grantOf(world: World, app: App, form: Form, authenticated: boolean): TokenSet {
  switch (form['grant_type']) {
    case 'authorization_code':
      return redeemCode(world, app, form, authenticated)
    case 'refresh_token': {
      if (!form['refresh_token'])
        throw new TokenRefusal('invalid_request', 'The token request must specify a refresh_token.')
      const tokens = refreshGrant(world, app, form['refresh_token'] ?? '')
      if (!tokens) throw new TokenRefusal('invalid_grant', 'The refresh token is invalid or expired.')
      return tokens
    }
    case 'urn:ietf:params:oauth:grant-type:device_code':
      return pollDevice(world, app, form['device_code'] ?? '')
    case undefined:
    case '':
      throw new TokenRefusal('invalid_request', 'The token request must specify a grant_type.')
    default:
      throw new TokenRefusal('unsupported_grant_type', 'The authorization grant type is not supported.')
  }
}

/** PKCE without a secret is a public client; both together work, too. */
function redeemCode(world: World, app: App, form: Form, authenticated: boolean): TokenSet {
  if (!form['code']) throw new TokenRefusal('invalid_request', 'The token request must specify a code.')
  const refuse = new TokenRefusal('invalid_grant', 'The authorization code is invalid or has expired.')
  const code = world.constantContact.codes[form['code'] ?? '']
  if (!code || code.used || code.clientId !== app.clientId || code.redirectUri !== form['redirect_uri'])
    throw refuse
  if (world.clock.now().getTime() - code.issuedAt > CODE_LIFETIME_MS) throw refuse
  if (code.codeChallenge === null && !authenticated)
    throw new TokenRefusal('invalid_client', 'Client authentication failed.', 401)
  const challenge = createHash('sha256')
    .update(form['code_verifier'] ?? '')
    .digest('base64url')
  if (code.codeChallenge !== null && code.codeChallenge !== challenge)
    throw new TokenRefusal('invalid_grant', 'PKCE verification failed.')
  code.used = true
  const tokens = createGrant(world, code)
  // With PKCE the response has one more member.
  return code.codeChallenge === null ? tokens : { ...tokens, id_token: createIdToken(world, code) }
}

function clientOf(
  world: World,
  authorization: string | undefined,
  form: Form,
): { app: App; authenticated: boolean } {
  const { id, secret } = readBasic(authorization) ?? { id: form['client_id'], secret: form['client_secret'] }
  const app = world.constantContact.apps[id ?? '']
  if (!app || (secret !== undefined && secret !== app.clientSecret))
    throw new TokenRefusal('invalid_client', 'Invalid value for "client_id" parameter.', 401)
  if (app.deactivated) throw new TokenRefusal('unauthorized_client', 'The client is not active.')
  return { app, authenticated: secret !== undefined }
}
