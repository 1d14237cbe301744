import { ANY_NUMBER_OF_CALLS } from '../kernel/any-number-of-calls.ts'
import type { NewApp, SimulatedProvider } from '../kernel/simulated-provider.ts'
import { hasContent } from '../fixtures/account-fixture.ts'
import { findCredential } from './find-credential.ts'
import { createDataFrom } from './data/from-fixture.ts'
import { revokeGrants } from './grants.ts'
import { API_HOST, AUTHZ_HOST, PORTAL_HOST } from './page-layout.ts'
import { registerApp, type AppFields } from './portal.ts'
import { addUser, createConstantContactState, type App, type NewUser } from './state.ts'

const FIRST_USER = 'ada@bakery.example'

export const CONSTANT_CONTACT: SimulatedProvider<'constantContact'> = {
  key: 'constantContact',
  id: 'constant-contact',
  title: 'Constant Contact (v3, v2)',
  portals: [['Constant Contact: my applications', `/${PORTAL_HOST}/pages/dma/portal/`]],
  quirks: [
    'An authorization code works for five minutes, once.',
    'There is a refresh token only if `offline_access` was requested.',
    'The settings of the application decide whether refresh tokens rotate. If they do, a new token set invalidates all earlier ones, access tokens too.',
    'A refresh token expires after 180 days without use.',
    'All accounts of an application share four calls per second and 10,000 calls per day.',
    'PKCE without a client secret works, and so does PKCE with one.',
    'Access tokens look like JWTs of about a thousand characters. Clients must not read them.',
    'A device can be connected with a code (RFC 8628).',
  ],

  createState: createConstantContactState,
  hosts: [AUTHZ_HOST, API_HOST, PORTAL_HOST],
  register: async (server, world) => (await import('./register.ts')).registerConstantContact(server, world),
  removeLimits({ constantContact: { switches } }) {
    switches.callsPerSecond = ANY_NUMBER_OF_CALLS
    switches.callsPerDay = ANY_NUMBER_OF_CALLS
  },
  applyFixtures({ constantContact, clock }, { constantContact: { users = [], apps = [] } = {} }) {
    for (const { lists, campaigns, ...user } of users) {
      const content = { ...(lists && { lists }), ...(campaigns && { campaigns }) }
      const added = addUser(constantContact, user)
      if (hasContent(content)) added.data = createDataFrom(content, clock.now())
    }
    for (const {
      owner = FIRST_USER,
      name = 'An app',
      refreshTokens = 'rotating',
      redirectUris,
      ...app
    } of apps)
      constantContact.apps[app.clientId] = {
        ...app,
        name,
        ownerUsername: owner,
        redirectUris: [...redirectUris],
        refreshTokens,
        deactivated: false,
      }
  },

  users: ({ constantContact }) =>
    Object.values(constantContact.users).map(({ username, password, organization }) => ({
      username,
      password,
      accountName: organization,
    })),
  addUser({ constantContact }, user: NewUser) {
    const { username, accountId } = addUser(constantContact, user)
    return { username, accountId }
  },
  apps: ({ constantContact }) =>
    Object.values(constantContact.apps).map(({ clientId, name, redirectUris }) => ({
      clientId,
      name,
      redirectUri: redirectUris[0] ?? '',
    })),
  registerApp(
    world,
    { ownerUsername = FIRST_USER, redirectUri = '', name = 'An app', ...more }: NewApp & Partial<AppFields>,
  ) {
    const fields = { name, redirectUris: [redirectUri], refreshTokens: 'rotating' as const, ...more }
    const { clientId, clientSecret } = registerApp(world, ownerUsername, fields)
    return { clientId, clientSecret, redirectUri }
  },
  changeApp({ constantContact }, clientId, changes: Partial<Pick<App, 'deactivated' | 'refreshTokens'>>) {
    const app = constantContact.apps[clientId]
    return app && Object.assign(app, changes)
  },
  findCredential,
  grants: ({ constantContact }) => Object.values(constantContact.grants),
  revoke: revokeGrants,
  switches: ({ constantContact }) => constantContact.switches,
}
