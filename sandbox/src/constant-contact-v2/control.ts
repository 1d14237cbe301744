import type { FastifyInstance } from 'fastify'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { registerApp, type AppFields } from './portal.ts'
import type { App, Switches } from './state.ts'
import { createToken, revokeTokens } from './tokens.ts'

const PATH = '/constant-contact-v2'

/** Control API: what a test can do without the pages. */
export function registerConstantContactV2Control(server: FastifyInstance, world: World): void {
  server.post<{ Body: Partial<AppFields> & { ownerUsername?: string } }>(`${PATH}/apps`, (request) => {
    const { ownerUsername = 'ada@bakery.example', name = 'An app', redirectUri, generation } = request.body
    const app = registerApp(world, ownerUsername, { name, redirectUri, generation })
    return { clientId: app.clientId, clientSecret: app.clientSecret, redirectUri: app.redirectUri }
  })
  server.get(`${PATH}/apps`, () =>
    Object.values(world.constantContactV2.apps).map(({ clientId, name, redirectUri }) => ({
      clientId,
      name,
      redirectUri,
    })),
  )
  server.patch<{ Params: { clientId: string }; Body: Partial<Pick<App, 'deactivated' | 'redirectUri'>> }>(
    `${PATH}/apps/:clientId`,
    (request) => Object.assign(world.constantContactV2.apps[request.params.clientId] ?? {}, request.body),
  )
  server.patch<{ Body: Partial<Switches> }>(`${PATH}/switches`, (request) =>
    Object.assign(world.constantContactV2.switches, request.body),
  )
  /** Older tokens: of the client flow, of a v1 key, or of OAuth 1.0a. */
  server.post<{ Body: { clientId: string; username: string; kind?: 'oauth1' } }>(
    `${PATH}/tokens`,
    (request) => {
      const { clientId, username, kind } = request.body
      if (kind !== 'oauth1') return createToken(world, { clientId, username })
      const [token, tokenSecret] = [randomHex(32), randomHex(32)]
      world.constantContactV2.oauth1Tokens[token] = { clientId, username, tokenSecret }
      return { token, tokenSecret }
    },
  )
  server.post<{ Body: { username: string; clientId?: string } }>(`${PATH}/revoke`, (request) => ({
    revoked: revokeTokens(world, request.body.username, request.body.clientId),
  }))
}
