import type { FastifyInstance } from 'fastify'
import { ANY_NUMBER_OF_CALLS } from '../kernel/any-number-of-calls.ts'
import { appSummary } from '../kernel/app-summary.ts'
import type { SimulatedProvider } from '../kernel/simulated-provider.ts'
import { hasContent } from '../fixtures/account-fixture.ts'
import type { World } from '../world.ts'
import { findCredential } from './find-credential.ts'
import { removeAuthorizedApp } from './account-page.ts'
import { createDataFrom } from './data/from-fixture.ts'
import { deliverDue } from './webhook-deliveries.ts'
import { ADMIN_HOST, LOGIN_HOST, RESULTS_HOST } from './page-layout.ts'
import { registerApp, type AppFields } from './registered-apps.ts'
import { addUser, createMailchimpState, type NewUser } from './state.ts'

const NO_FIELDS: AppFields = { name: 'An app', description: '', company: '', website: '', redirectUri: '' }

export const MAILCHIMP: SimulatedProvider<'mailchimp'> = {
  key: 'mailchimp',
  id: 'mailchimp',
  title: 'Mailchimp',
  portals: [
    ['Mailchimp: registered apps', `/${ADMIN_HOST}/account/oauth2/`],
    ['Mailchimp: authorized apps', `/${ADMIN_HOST}/account/api/`],
  ],
  firstCall({ mailchimp }) {
    const [key] = Object.keys(mailchimp.apiKeys)
    const url = `${key?.split('-')[1] ?? ''}.api.mailchimp.com/3.0/lists`
    return key === undefined ? undefined : { authorization: `Bearer ${key}`, url }
  },
  quirks: [
    'An authorization code works for 30 seconds, once.',
    'The user signs in at every authorization. PKCE and scopes are ignored.',
    'The redirect URI must equal the registered one. `localhost` is never accepted; `127.0.0.1` is.',
    'The token response has three members: no `token_type`, `expires_in: 0` for “never”, and `scope: null`.',
    'Each account lives in one data center. Only the metadata endpoint names it, and calls to another one are answered like an invalid key.',
    'The metadata endpoint answers an invalid token with status 200 and `error` in the body.',
    'Access tokens and API keys are interchangeable in every form of the `Authorization` header.',
    'Only the newest client secret works.',
    '`open_rate` and `click_rate` are percentages in lists, and fractions in reports.',
  ],

  createState: createMailchimpState,
  hosts: [LOGIN_HOST, ADMIN_HOST, RESULTS_HOST, /^[a-z]{2,4}\d{1,3}\.api\.mailchimp\.com$/],
  register: async (server, world) => (await import('./register.ts')).registerMailchimp(server, world),
  patternHosts: ({ mailchimp: { accounts } }) => [
    ...new Set(Object.values(accounts).map(({ dataCenter }) => `${dataCenter}.api.mailchimp.com`)),
  ],
  removeLimits: ({ mailchimp }) => void (mailchimp.switches.simultaneousCalls = ANY_NUMBER_OF_CALLS),
  applyFixtures({ mailchimp, clock }, { mailchimp: { users = [], apps = [] } = {} }) {
    for (const { apiKeys, lists, campaigns, ...user } of users) {
      const account = mailchimp.accounts[addUser(mailchimp, user, apiKeys).accountId]
      const content = { ...(lists && { lists }), ...(campaigns && { campaigns }) }
      if (account && hasContent(content)) account.data = createDataFrom(content, account, clock.now())
    }
    const createdAt = clock.now().toISOString()
    for (const { owner = 'ada', ...app } of apps)
      mailchimp.apps[app.clientId] = { ...NO_FIELDS, ...app, ownerUsername: owner, createdAt }
  },

  users: ({ mailchimp: { users, accounts, apiKeys } }) =>
    Object.values(users).map(({ username, password, accountId }) => ({
      username,
      password,
      accountName: accounts[accountId]?.name ?? '',
      dataCenter: accounts[accountId]?.dataCenter,
      apiKeys: Object.keys(apiKeys).filter((key) => apiKeys[key] === username),
    })),
  addUser({ mailchimp }, user: Pick<NewUser, 'username' | 'password'> & Partial<NewUser>) {
    const defaults = { accountName: user.username, dataCenter: 'us1' }
    const { username, accountId } = addUser(mailchimp, { ...defaults, ...user })
    return { username, userId: mailchimp.accounts[accountId]?.userId }
  },
  apps: ({ mailchimp }) => Object.values(mailchimp.apps).map(appSummary),
  registerApp(world, { ownerUsername = 'ada', ...fields }: Partial<AppFields> & { ownerUsername?: string }) {
    const { clientId, clientSecret, redirectUri } = registerApp(world, ownerUsername, {
      ...NO_FIELDS,
      ...fields,
    })
    return { clientId, clientSecret, redirectUri }
  },
  findCredential,
  grants: ({ mailchimp }) => Object.values(mailchimp.tokens),
  revoke: (world, username, clientId) =>
    (clientId === undefined ? Object.keys(world.mailchimp.apps) : [clientId]).reduce(
      (sum, id) => sum + removeAuthorizedApp(world, username, id),
      0,
    ),
  switches: ({ mailchimp }) => mailchimp.switches,
  clockMoved: deliverDue,
  registerControl,
}

function registerControl(server: FastifyInstance, world: World): void {
  server.get('/deliveries', () => world.mailchimp.deliveries ?? [])

  /** Moves an account to another data center. */
  server.post<{ Body: { username?: string; dataCenter?: string } }>('/move', (request) => {
    const { username = '', dataCenter = '' } = request.body
    const account = world.mailchimp.accounts[world.mailchimp.users[username]?.accountId ?? '']
    const isMoved = account !== undefined && dataCenter !== ''
    if (isMoved) world.mailchimp.accounts[account.id] = { ...account, dataCenter }
    return { moved: isMoved }
  })
}
