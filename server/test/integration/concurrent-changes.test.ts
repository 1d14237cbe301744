import { connectControl } from '@letterlock/sandbox/control'
import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import { membersOf } from '@letterlock/testing/members-of.ts'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { consent, openConsent, type ConsentRequest } from '@letterlock/testing/assistant.ts'
import { authorizationUrlOf } from '@letterlock/testing/authorize-assistant.ts'
import { beforeNext } from '@letterlock/testing/before-next.ts'
import { connect, reachConfirmationToken, RETURN_URL } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import { errorCodeOf, eventTypes, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** What another request changes between the reading and the writing of a request is kept, in both databases. */

const NOTHING = { audiences: 'none', campaigns: 'none', reports: 'none', send: false } as const

let postgres: PostgresServer
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

const DATABASES: Readonly<Record<string, () => Promise<Record<string, string>>>> = {
  sqlite: async () => ({}),
  postgres: async () => ({ LETTERLOCK_DATABASE_URL: await postgres.newDatabase() }),
}

function inBoth(what: string, body: (world: TestWorld) => Promise<void>): void {
  for (const [name, settings] of Object.entries(DATABASES))
    void test(`${name}: ${what}`, async () => {
      await using world = await startWorld(await settings())
      await body(world)
    })
}

const apiKeys = (world: TestWorld): string[] => {
  const { apiKeys: all } = world.sandbox.world.mailchimp
  return Object.keys(all).filter((key) => all[key] === 'ada')
}

inBoth('permissions that are updated while the account is connected again stay updated', async (world) => {
  const { id } = await connect(world)
  const { session, confirmationToken } = await reachConfirmationToken(world)
  const { connections } = world.server.context.store
  beforeNext(connections, 'save', () => world.client.connections.update(id, { permissions: NOTHING }))
  await world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId: 'user-1' })
  assert.deepEqual((await world.client.connections.get(id)).permissions, NOTHING)
})

inBoth(
  'permissions that are updated while a link is used stay, where its page was left as it was',
  async (world) => {
    const { id } = await connect(world)
    for (const skipConnectPage of [false, true]) {
      await world.client.connections.update(id, {
        permissions: { audiences: 'write', campaigns: 'write', reports: 'read', send: false },
      })
      const journey = await reachConfirmationToken(world, {
        provider: 'mailchimp',
        connectionId: id,
        skipConnectPage,
      })
      await world.client.connections.update(id, { permissions: NOTHING })
      const { session, confirmationToken } = journey
      await world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId: 'user-1' })
      assert.deepEqual((await world.client.connections.get(id)).permissions, NOTHING)
    }
  },
)

inBoth('an API key that is removed while the account is connected again stays removed', async (world) => {
  const { id } = await connect(world)
  await world.client.connections.setApiKey(id, { apiKey: apiKeys(world)[0] ?? '' })
  const { session, confirmationToken } = await reachConfirmationToken(world)
  beforeNext(world.server.context.store.connections, 'save', () => world.client.connections.removeApiKey(id))
  await world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId: 'user-1' })
  assert.equal((await world.client.connections.get(id)).apiKey, null)
})

inBoth('an API key that is set while the old one is checked is not called broken', async (world) => {
  const [apiKey = ''] = apiKeys(world)
  const { id } = await world.client.connections.create({
    provider: 'mailchimp',
    endUserId: 'user-1',
    credentials: { type: 'api_key', apiKey },
  })
  const { mailchimp } = world.sandbox.world
  delete mailchimp.apiKeys[apiKey]
  const fresh = apiKey.replace(/^[0-9a-f]+/, 'a'.repeat(32))
  mailchimp.apiKeys[fresh] = 'ada'
  beforeNext(world.server.context.store.connections, 'change', () =>
    world.client.connections.setApiKey(id, { apiKey: fresh }),
  )
  assert.equal((await world.client.connections.check(id)).status, 'connected')
})

inBoth('a connection that is deleted while its account is connected again is made anew', async (world) => {
  const { id } = await connect(world)
  const { session, confirmationToken } = await reachConfirmationToken(world)
  beforeNext(world.server.context.store.connections, 'save', () => world.client.connections.delete(id))
  const made = await world.client.connectSessions.confirm(session.id, {
    confirmationToken,
    endUserId: 'user-1',
  })
  assert.notEqual(made.id, id)
  assert.equal(made.status, 'connected')
  assert.ok((await eventTypes(world, made.id)).includes('connection.created'))
  const { items } = await world.client.connections.list()
  assert.deepEqual(
    items.map((connection) => connection.id),
    [made.id],
  )
})

inBoth('an OAuth app that is deleted while a user connects with it is named as missing', async (world) => {
  const { session, confirmationToken } = await reachConfirmationToken(world)
  beforeNext(world.server.context.store.connections, 'save', () =>
    world.client.oauthApps.delete(world.app.id),
  )
  const confirmed = world.client.connectSessions.confirm(session.id, {
    confirmationToken,
    endUserId: 'user-1',
  })
  assert.equal(await errorCodeOf(confirmed), 'oauth_app_not_found')
  assert.equal((await world.client.connections.list()).items.length, 0)
})

inBoth('of two updates of a workspace at once, both are kept', async (world) => {
  await world.client.workspace.update({ name: 'One', allowedReturnUrls: ['https://old.example/back'] })
  const { workspaces } = world.server.context.store
  beforeNext(workspaces, 'update', () => world.client.workspace.update({ allowedReturnUrls: [] }))
  await world.client.workspace.update({ name: 'Two' })
  const { name, allowedReturnUrls } = await world.client.workspace.get()
  assert.deepEqual([name, allowedReturnUrls], ['Two', []])
  const { items } = await world.client.events.list({ type: 'workspace.updated', limit: 1 })
  assert.deepEqual(membersOf(items[0]?.data)['changedFields'], ['name'], 'of what the first has left')
})

inBoth('of two answers to an assistant’s request, the first counts', async (world) => {
  await setupOwner(world)
  const owner = await signIn(world)
  const page = await openConsent(world, owner, await authorizationUrlOf(world))
  const { requestedScopes: scopes } = await owner.json<ConsentRequest>(`${page}/details`)
  const allow = { authorize: true, scopes, connectionIds: null }
  const wider = { ...allow, scopes: [...scopes, 'audiences:write'] }
  const answers = await Promise.all(
    [allow, wider, { authorize: false }].map((decision) => owner.ask('POST', `${page}/decision`, decision)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409, 409],
  )
  const late = await owner.ask('POST', `${page}/decision`, wider)
  assert.equal(((await late.json()) as { code: string }).code, 'consent_request_used')
  const { items } = await world.client.events.list({ type: 'assistant.authorized' })
  const accepted = answers.findIndex(({ status }) => status === 200)
  assert.deepEqual(
    items.map(({ data }) => (membersOf(data)['scopes'] as string[]).toSorted()),
    accepted === 2 ? [] : [[allow, wider][accepted]?.scopes.toSorted()],
  )
})

inBoth('after an answer that counts, the assistant goes on', async (world) => {
  await setupOwner(world)
  const owner = await signIn(world)
  const { callback } = await consent(world, owner, await authorizationUrlOf(world))
  assert.ok(callback.searchParams.get('code'))
})

/** Each begins to connect an account of this end user, in another way. */
const CONNECTING: Readonly<
  Record<string, (world: TestWorld, endUserId: string) => Promise<() => Promise<unknown>>>
> = {
  async confirmation(world, endUserId) {
    const { session, confirmationToken } = await reachConfirmationToken(world, { endUserId })
    return () => world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId })
  },
  async 'API key'(world, endUserId) {
    const [apiKey = ''] = apiKeys(world)
    const credentials = { type: 'api_key', apiKey } as const
    return () => world.client.connections.create({ provider: 'mailchimp', endUserId, credentials })
  },
  async import(world, endUserId) {
    const { clientId } = await world.addOAuthApp('mailup')
    const control = connectControl(world.sandbox.url).provider('mailup')
    const [grant] = (await control.post('grants', { clientId, username: 'm1001', count: 1 })) as [
      { accessToken: string; refreshToken: string },
    ]
    const { accessToken, refreshToken } = grant
    const credentials = { type: 'tokens', accessToken, refreshToken } as const
    return () => world.client.connections.create({ provider: 'mailup', endUserId, credentials })
  },
  async 'device authorization'(world, endUserId) {
    const provider = 'constant-contact'
    await world.addOAuthApp(provider)
    const { deviceCode, userCode, verificationUri } = await world.client.deviceAuthorizations.create({
      provider,
      endUserId,
    })
    const form = { user_code: userCode, username: 'ada@bakery.example', password: 'bread-and-butter' }
    await ada().post(verificationUri, { ...form, decision: 'allow' })
    return () => world.client.deviceAuthorizations.poll({ deviceCode })
  },
}

for (const [way, begin] of Object.entries(CONNECTING))
  inBoth(`an end user who is erased while they connect stays erased: ${way}`, async (world) => {
    const { client } = world
    const endUserId = 'nora@customers.example'
    await client.connectSessions.create({ endUserId, returnUrl: RETURN_URL })
    const finish = await begin(world, endUserId)
    beforeNext(world.server.context.store.connections, 'save', () => client.endUsers.erase(endUserId))
    assert.equal(await errorCodeOf(finish()), 'end_user_removed')
    assert.deepEqual((await client.connections.list({ endUserId })).items, [])
    // A confirmation and a device authorization belong to before; credentials that are sent again are a new beginning.
    if (way === 'confirmation' || way === 'device authorization') {
      assert.notEqual(await errorCodeOf(finish()), undefined, 'nothing is kept to try again with')
      assert.deepEqual((await client.connections.list({ endUserId })).items, [])
    }
    // Who comes back is welcome.
    assert.equal((await connect(world, { endUserId })).status, 'connected')
  })

inBoth('the erasure of another end user does not disturb', async (world) => {
  const { session, confirmationToken } = await reachConfirmationToken(world)
  await world.client.connectSessions.create({ endUserId: 'another', returnUrl: RETURN_URL })
  beforeNext(world.server.context.store.connections, 'save', () => world.client.endUsers.erase('another'))
  const { status } = await world.client.connectSessions.confirm(session.id, {
    confirmationToken,
    endUserId: 'user-1',
  })
  assert.equal(status, 'connected')
})

inBoth('a member who is removed while they connect is not connected', async (world) => {
  await setupOwner(world)
  const owner = await signIn(world)
  const member = await join(world, owner, 'member', 'Max Member')
  const { id: endUserId } = await member.json<{ id: string }>('/v1/me')
  const { session, confirmationToken } = await reachConfirmationToken(world, { endUserId })
  beforeNext(world.server.context.store.connections, 'save', () =>
    owner.ask('DELETE', `/v1/members/${endUserId}`),
  )
  const answer = await member.ask('POST', `/v1/connect-sessions/${session.id}/confirm`, {
    confirmationToken,
    endUserId,
  })
  assert.deepEqual(
    [answer.status, ((await answer.json()) as { code: string }).code],
    [409, 'end_user_removed'],
  )
  assert.deepEqual((await world.client.connections.list({ endUserId })).items, [])
})
