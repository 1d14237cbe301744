import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import { issueGrant, revokeGrants } from './grants.ts'
import { registerApp, type AppFields } from './portal.ts'
import { addUser, type NewUser, type Switches } from './state.ts'

/** Control API: what a test can do without the pages. */
export function registerMailupControl(server: FastifyInstance, world: World): void {
  server.post<{ Body: Partial<AppFields> & { ownerUsername?: string } }>('/mailup/apps', (request) => {
    const { ownerUsername = 'm1001', name = 'An app', redirectUri = '' } = request.body
    const { clientId, clientSecret } = registerApp(world, ownerUsername, { name, redirectUri })
    return { clientId, clientSecret, redirectUri }
  })
  server.get('/mailup/apps', () =>
    Object.values(world.mailup.apps).map(({ clientId, name, redirectUri }) => ({
      clientId,
      name,
      redirectUri,
    })),
  )
  server.get('/mailup/users', () =>
    Object.values(world.mailup.users).map(({ username, password, company }) => ({
      username,
      password,
      accountName: company,
    })),
  )
  server.post<{ Body: NewUser }>('/mailup/users', (request) => {
    const { username, uid } = addUser(world.mailup, request.body)
    return { username, uid }
  })
  server.post<{ Body: { username: string; clientId?: string } }>('/mailup/revoke', (request) => ({
    revoked: revokeGrants(world, request.body.username, request.body.clientId),
  }))
  server.patch<{ Body: Partial<Switches> }>('/mailup/switches', (request) =>
    Object.assign(world.mailup.switches, request.body),
  )
  /** Creates many grants for load tests, as if the user had signed in that often. */
  server.post<{ Body: { clientId: string; username: string; count: number } }>(
    '/mailup/grants',
    (request) => {
      const { count, ...of } = request.body
      return Array.from({ length: count }, () => {
        const { accessToken, refreshToken, expiresAt } = issueGrant(world, of)
        return { accessToken, refreshToken, expiresAt }
      })
    },
  )
}
