import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import { revokeGrants } from './grants.ts'
import { registerApp, type AppFields } from './portal.ts'
import { addUser, type App, type NewUser, type Switches } from './state.ts'

const PATH = '/constant-contact'

/** Control API: what a test can do without the pages. */
export function registerConstantContactControl(server: FastifyInstance, world: World): void {
  server.post<{ Body: Partial<AppFields> & { redirectUri?: string; ownerUsername?: string } }>(
    `${PATH}/apps`,
    (request) => {
      const {
        ownerUsername = 'ada@bakery.example',
        redirectUri = '',
        name = 'An app',
        ...more
      } = request.body
      const fields = { name, redirectUris: [redirectUri], refreshTokens: 'rotating' as const, ...more }
      const { clientId, clientSecret } = registerApp(world, ownerUsername, fields)
      return { clientId, clientSecret, redirectUri }
    },
  )
  server.get(`${PATH}/apps`, () =>
    Object.values(world.constantContact.apps).map(({ clientId, name, redirectUris }) => ({
      clientId,
      name,
      redirectUri: redirectUris[0] ?? '',
    })),
  )
  server.patch<{ Params: { clientId: string }; Body: Partial<Pick<App, 'deactivated' | 'refreshTokens'>> }>(
    `${PATH}/apps/:clientId`,
    (request) => Object.assign(world.constantContact.apps[request.params.clientId] ?? {}, request.body),
  )
  server.get(`${PATH}/users`, () =>
    Object.values(world.constantContact.users).map(({ username, password, organization }) => ({
      username,
      password,
      accountName: organization,
    })),
  )
  server.post<{ Body: NewUser }>(`${PATH}/users`, (request) => {
    const { username, accountId } = addUser(world.constantContact, request.body)
    return { username, accountId }
  })
  server.post<{ Body: { username: string; clientId?: string } }>(`${PATH}/revoke`, (request) => ({
    revoked: revokeGrants(world, request.body.username, request.body.clientId),
  }))
  server.patch<{ Body: Partial<Switches> }>(`${PATH}/switches`, (request) =>
    Object.assign(world.constantContact.switches, request.body),
  )
}
