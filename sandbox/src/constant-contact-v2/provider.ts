import type { FastifyInstance } from 'fastify'
import { ANY_NUMBER_OF_CALLS } from '../kernel/any-number-of-calls.ts'
import { appSummary } from '../kernel/app-summary.ts'
import type { NewApp, SimulatedProvider } from '../kernel/simulated-provider.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { findCredential } from './find-credential.ts'
import { API_HOST, OAUTH_HOST, PORTAL_HOST } from './page-layout.ts'
import { registerApp, type AppFields } from './portal.ts'
import { createConstantContactV2State, type App } from './state.ts'
import { createToken, revokeTokens } from './tokens.ts'

const FIRST_USER = 'ada@bakery.example'

/** Its users and accounts are those of v3. */
export const CONSTANT_CONTACT_V2: SimulatedProvider<'constantContactV2'> = {
  key: 'constantContactV2',
  id: 'constant-contact-v2',
  title: 'Constant Contact v2',
  portals: [['Constant Contact v2: my keys', `/${PORTAL_HOST}/apps/mykeys`]],
  quirks: [
    'An access token lasts ten years and cannot be refreshed.',
    'Every call contains the client ID (`api_key`) beside the token.',
    'The account response has no ID. The user name in the redirect and in the token information is the account.',
    'The lifetime in the token information is a string, not a number.',
    'Existing passwords and OAuth 1.0a tokens can be exchanged for tokens. The old credentials stay valid.',
    'All accounts of a key share four calls per second.',
    'There are no scopes. New keys are no longer issued.',
  ],

  createState: createConstantContactV2State,
  hosts: [OAUTH_HOST, API_HOST, PORTAL_HOST],
  register: async (server, world) => (await import('./register.ts')).registerConstantContactV2(server, world),
  removeLimits: ({ constantContactV2 }) =>
    void (constantContactV2.switches.callsPerSecond = ANY_NUMBER_OF_CALLS),
  applyFixtures({ constantContactV2 }, { constantContactV2: { apps = [] } = {} }) {
    for (const { owner = FIRST_USER, name = 'An app', ...app } of apps)
      constantContactV2.apps[app.clientId] = {
        ...app,
        name,
        ownerUsername: owner,
        generation: 'v2',
        deactivated: false,
      }
  },

  users: ({ constantContact }) =>
    Object.values(constantContact.users).map(({ username, password, organization }) => ({
      username,
      password,
      accountName: organization,
    })),
  apps: ({ constantContactV2 }) => Object.values(constantContactV2.apps).map(appSummary),
  registerApp(world, app: NewApp & Pick<AppFields, 'generation'>) {
    const { ownerUsername = FIRST_USER, name = 'An app', redirectUri, generation } = app
    const registered = registerApp(world, ownerUsername, { name, redirectUri, generation })
    return {
      clientId: registered.clientId,
      clientSecret: registered.clientSecret,
      redirectUri: registered.redirectUri,
    }
  },
  changeApp({ constantContactV2 }, clientId, changes: Partial<Pick<App, 'deactivated' | 'redirectUri'>>) {
    const app = constantContactV2.apps[clientId]
    return app && Object.assign(app, changes)
  },
  usersOf: 'constant-contact',
  findCredential,
  grants: ({ constantContactV2: { accessTokens, oauth1Tokens } }) => [
    ...Object.values(accessTokens),
    ...Object.values(oauth1Tokens),
  ],
  revoke: revokeTokens,
  switches: ({ constantContactV2 }) => constantContactV2.switches,
  registerControl,
}

function registerControl(server: FastifyInstance, world: World): void {
  /** Older tokens: of the client flow, of a v1 key, or of OAuth 1.0a. */
  server.post<{ Body: { clientId?: string; username?: string; kind?: string } }>('/tokens', (request) => {
    const { clientId = '', username = '', kind } = request.body
    if (kind !== 'oauth1') return createToken(world, { clientId, username })
    const [token, tokenSecret] = [randomHex(32), randomHex(32)]
    world.constantContactV2.oauth1Tokens[token] = { clientId, username, tokenSecret }
    return { token, tokenSecret }
  })
}
