import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import { OAUTH_HOST } from './page-layout.ts'
import { isSignatureRight, readOauth1 } from './oauth1.ts'
import type { App } from './state.ts'
import { refuse } from './token.ts'
import { createToken } from './tokens.ts'

type Form = Record<string, string>

/** Exchanges a password or an OAuth 1.0a token for a token, in the query of a redirect. The old credentials stay valid. */
export function registerMigrations(server: FastifyInstance, world: World): void {
  const appOf = (id = '', secret = ''): App | undefined => {
    const app = world.constantContactV2.apps[id]
    return app?.clientSecret === secret ? app : undefined
  }
  const answer = (app: App, username: string): string => {
    const address = new URL(app.redirectUri)
    const { access_token } = createToken(world, { clientId: app.clientId, username })
    address.searchParams.set('access_token', access_token)
    return address.href
  }

  server.post<{ Body: Form | null }>('/basicmigration', (request, reply) => {
    const form = request.body ?? {}
    const { old_client_id, old_client_secret, user_name = '', user_password } = form
    const app = appOf(form['new_client_id'], form['new_client_secret'])
    if (!app || app.generation !== 'v2' || !appOf(old_client_id, old_client_secret))
      return refuse(reply, 401, 'invalid_client', 'Bad client credentials')
    const user = world.constantContact.users[user_name]
    if (!user || user.password !== user_password)
      return refuse(reply, 400, 'invalid_grant', 'Bad credentials')
    return reply.redirect(answer(app, user_name))
  })

  server.post<{ Body: Form | null }>('/oauth1migration', (request, reply) => {
    const form = request.body ?? {}
    const { authorization = '', host = '' } = request.headers
    const app = appOf(form['new_client_id'], form['new_client_secret'])
    if (!app || app.generation !== 'v2') return refuse(reply, 401, 'invalid_client', 'Bad client credentials')
    const given = readOauth1(authorization)
    const token = world.constantContactV2.oauth1Tokens[given['oauth_token'] ?? '']
    const old = world.constantContactV2.apps[token?.clientId ?? '']
    const path = `${OAUTH_HOST}/oauth2/oauth1migration`
    // A client that calls the sandbox by its own URL signs that URL.
    const right = [`https://${path}`, `http://${host}/${path}`].some(
      (url) =>
        token &&
        old &&
        old.clientId === given['oauth_consumer_key'] &&
        isSignatureRight({ method: 'POST', url, parameters: form }, given, {
          client: old.clientSecret,
          token: token.tokenSecret,
        }),
    )
    if (!token || !right) return refuse(reply, 401, 'invalid_token', 'The OAuth 1.0a signature is not valid.')
    return reply.redirect(answer(app, token.username))
  })
}
