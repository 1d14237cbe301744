import { appSummary } from '../../src/kernel/app-summary.ts'
import { ANY_NUMBER_OF_CALLS } from '../../src/kernel/any-number-of-calls.ts'
import type { NewApp, SimulatedProvider, UserSummary } from '../../src/kernel/simulated-provider.ts'
import { createRecord } from '../../src/records.ts'
import { randomHex } from '../../src/random-values.ts'
import type { World } from '../../src/world.ts'
import { registerApi } from './api.ts'
import { registerAuthorization } from './authorization.ts'
import { API_HOST, LOGIN_HOST } from './look.ts'
import { registerPortal } from './portal.ts'

/* A provider that does not exist, made by the steps of docs/simulating-a-provider.md. */

export interface PostboxApp {
  readonly clientId: string
  readonly clientSecret: string
  readonly name: string
  readonly redirectUri: string
}

export interface PostboxState {
  users: Record<string, UserSummary>
  apps: Record<string, PostboxApp>
  codes: Record<string, string>
  /** Access token → user name. */
  tokens: Record<string, string>
  switches: { callsPerSecond: number }
}

declare module '../../src/provider-states.ts' {
  interface ProviderStates {
    postbox: PostboxState
  }
}

export const POSTBOX: SimulatedProvider<'postbox'> = {
  key: 'postbox',
  id: 'postbox',
  title: 'Postbox',
  quirks: ['A code works once.'],
  portals: [['Postbox: apps', `/${LOGIN_HOST}/apps`]],

  createState: () => ({
    users: createRecord([['eve', { username: 'eve', password: 'stamps', accountName: 'Eve’s Stamps' }]]),
    apps: createRecord(),
    codes: createRecord(),
    tokens: createRecord(),
    switches: { callsPerSecond: 3 },
  }),
  hosts: [LOGIN_HOST, API_HOST],
  async register(server, world) {
    await server.register(async (oauth) => registerAuthorization(oauth, world), {
      prefix: `/${LOGIN_HOST}/oauth`,
    })
    await server.register(async (portal) => registerPortal(portal, world), { prefix: `/${LOGIN_HOST}` })
    await server.register(async (api) => registerApi(api, world), { prefix: `/${API_HOST}/1` })
  },
  applyFixtures: () => undefined,
  removeLimits: ({ postbox }) => void (postbox.switches.callsPerSecond = ANY_NUMBER_OF_CALLS),

  users: ({ postbox }) => Object.values(postbox.users),
  addUser: ({ postbox }, user: UserSummary) => (postbox.users[user.username] = user),
  apps: ({ postbox }) => Object.values(postbox.apps).map(appSummary),
  registerApp,
  findCredential({ postbox }, text) {
    const username = postbox.tokens[text]
    if (username !== undefined) return { kind: 'access_token', username }
    return postbox.apps[text] && { kind: 'client_id', clientId: text }
  },
  // The sample has one app for each user.
  grants: ({ postbox }) =>
    Object.values(postbox.tokens).map((username) => ({
      username,
      clientId: Object.keys(postbox.apps)[0] ?? '',
    })),
  revoke({ postbox }, username) {
    const dead = Object.keys(postbox.tokens).filter((token) => postbox.tokens[token] === username)
    for (const token of dead) delete postbox.tokens[token]
    return dead.length
  },
  switches: ({ postbox }) => postbox.switches,
}

function registerApp({ postbox }: World, { name = 'An app', redirectUri = '' }: NewApp): PostboxApp {
  const clientId = randomHex(8)
  return (postbox.apps[clientId] = { clientId, clientSecret: randomHex(16), name, redirectUri })
}
