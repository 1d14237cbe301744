import type { FastifyInstance } from 'fastify'
import { ANY_NUMBER_OF_CALLS } from '../kernel/any-number-of-calls.ts'
import { appSummary } from '../kernel/app-summary.ts'
import type { SimulatedProvider } from '../kernel/simulated-provider.ts'
import { hasContent } from '../fixtures/account-fixture.ts'
import type { World } from '../world.ts'
import { findCredential } from './find-credential.ts'
import { createDataFrom } from './data/from-fixture.ts'
import { issueGrant, revokeGrants } from './grants.ts'
import { CONSOLE_HOST, PORTAL_HOST, SERVICES_HOST } from './page-layout.ts'
import { registerApp } from './portal.ts'
import { addUser, createMailupState, type NewUser } from './state.ts'

export const MAILUP: SimulatedProvider<'mailup'> = {
  key: 'mailup',
  id: 'mailup',
  title: 'MailUp',
  portals: [
    ['MailUp: applications', `/${PORTAL_HOST}/`],
    ['MailUp: authorized applications', `/${CONSOLE_HOST}/`],
  ],
  quirks: [
    'Each refresh returns a new refresh token, and the previous one stops working.',
    'An authorization code is “time-limited” without a documented value; it works for a minute here.',
    'The token response has no `token_type` and no `scope`.',
    'A code can be redeemed by GET, even without client credentials, as in the official samples.',
    'The terms of service can block every call of an account until its owner has accepted them.',
    'An account may make five calls per second.',
    'There are no scopes and there is no PKCE.',
  ],

  createState: createMailupState,
  hosts: [SERVICES_HOST, PORTAL_HOST, CONSOLE_HOST],
  register: async (server, world) => (await import('./register.ts')).registerMailup(server, world),
  removeLimits: ({ mailup }) => void (mailup.switches.callsPerSecond = ANY_NUMBER_OF_CALLS),
  applyFixtures({ mailup, clock }, { mailup: { users = [], apps = [] } = {} }) {
    for (const { lists, campaigns, ...user } of users) {
      const content = { ...(lists && { lists }), ...(campaigns && { campaigns }) }
      const added = addUser(mailup, user)
      if (hasContent(content)) added.data = createDataFrom(content, clock.now())
    }
    for (const { owner = 'm1001', name = 'An app', ...app } of apps)
      // The provider compares them without case.
      mailup.apps[app.clientId.toLowerCase()] = { ...app, name, ownerUsername: owner }
  },

  users: ({ mailup }) =>
    Object.values(mailup.users).map(({ username, password, company }) => ({
      username,
      password,
      accountName: company,
    })),
  addUser({ mailup }, user: Omit<NewUser, 'company'> & Partial<NewUser>) {
    const { username, uid } = addUser(mailup, { company: user.username, ...user })
    return { username, uid }
  },
  apps: ({ mailup }) => Object.values(mailup.apps).map(appSummary),
  registerApp(world, { ownerUsername = 'm1001', name = 'An app', redirectUri = '' }) {
    const { clientId, clientSecret } = registerApp(world, ownerUsername, { name, redirectUri })
    return { clientId, clientSecret, redirectUri }
  },
  findCredential,
  grants: ({ mailup }) => Object.values(mailup.grants).filter(({ successor }) => successor === null),
  revoke: revokeGrants,
  switches: ({ mailup }) => mailup.switches,
  registerControl,
}

function registerControl(server: FastifyInstance, world: World): void {
  /** Creates many grants for load tests, as if the user had signed in that often. */
  server.post<{ Body: { clientId?: string; username?: string; count?: number } }>('/grants', (request) => {
    const { count = 0, clientId = '', username = '' } = request.body
    return Array.from({ length: count }, () => {
      const { accessToken, refreshToken, expiresAt } = issueGrant(world, { clientId, username })
      return { accessToken, refreshToken, expiresAt }
    })
  })
}
