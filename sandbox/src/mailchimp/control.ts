import type { FastifyInstance } from 'fastify'
import type { World } from '../world.ts'
import { removeAuthorizedApp } from './account-page.ts'
import { registerApp, type AppFields } from './registered-apps.ts'
import { addUser, type NewUser, type Switches } from './state.ts'

/** Control API: what a test can do without the pages, through the same functions. */
export function registerMailchimpControl(server: FastifyInstance, world: World): void {
  server.post<{ Body: AppFields & { ownerUsername?: string } }>('/mailchimp/apps', (request) => {
    const { ownerUsername = 'ada', ...fields } = request.body
    const app = registerApp(world, ownerUsername, { ...NO_FIELDS, ...fields })
    return { clientId: app.clientId, clientSecret: app.clientSecret, redirectUri: app.redirectUri }
  })

  server.get('/mailchimp/apps', () =>
    Object.values(world.mailchimp.apps).map(({ clientId, name, redirectUri }) => ({
      clientId,
      name,
      redirectUri,
    })),
  )

  server.get('/mailchimp/users', () =>
    Object.values(world.mailchimp.users).map((user) => ({
      username: user.username,
      password: user.password,
      accountName: world.mailchimp.accounts[user.accountId]?.name,
      dataCenter: world.mailchimp.accounts[user.accountId]?.dataCenter,
      apiKeys: Object.keys(world.mailchimp.apiKeys).filter(
        (key) => world.mailchimp.apiKeys[key] === user.username,
      ),
    })),
  )

  server.post<{ Body: NewUser }>('/mailchimp/users', (request) => {
    const { username, accountId } = addUser(world.mailchimp, request.body)
    return { username, userId: world.mailchimp.accounts[accountId]?.userId }
  })

  server.post<{ Body: { username: string; clientId?: string } }>('/mailchimp/revoke', (request) => {
    const { username, clientId } = request.body
    const revoked = clientId ? removeAuthorizedApp(world, username, clientId) : removeAllApps(world, username)
    return { revoked }
  })

  server.get('/mailchimp/deliveries', () => world.mailchimp.deliveries ?? [])

  server.patch<{ Body: Partial<Switches> }>('/mailchimp/switches', (request) =>
    Object.assign(world.mailchimp.switches, request.body),
  )

  /** Moves an account to another data center. */
  server.post<{ Body: { username: string; dataCenter: string } }>('/mailchimp/move', (request) => {
    const account = world.mailchimp.accounts[world.mailchimp.users[request.body.username]?.accountId ?? '']
    if (account) world.mailchimp.accounts[account.id] = { ...account, dataCenter: request.body.dataCenter }
    return { moved: account !== undefined }
  })
}

const NO_FIELDS: AppFields = { name: 'An app', description: '', company: '', website: '', redirectUri: '' }

/** Revokes all apps of a user. Returns the number of tokens. */
export function removeAllApps(world: World, username: string): number {
  return Object.keys(world.mailchimp.apps).reduce(
    (sum, id) => sum + removeAuthorizedApp(world, username, id),
    0,
  )
}
