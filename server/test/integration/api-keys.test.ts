import { connectControl } from '@letterlock/sandbox/control'
import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { test } from 'node:test'
import { ben } from '@letterlock/sandbox/sandbox-user.ts'
import { authorize, connect, openCallback } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld, eventTypes } from '@letterlock/testing/world.ts'

const PING = '/3.0/ping'

function keyOf(world: TestWorld, username: string): string {
  const { apiKeys } = world.sandbox.world.mailchimp
  return Object.keys(apiKeys).find((key) => apiKeys[key] === username) ?? assert.fail()
}

async function deleteOAuthApp(world: TestWorld, username = 'ada'): Promise<void> {
  await connectControl(world.sandbox.url).provider('mailchimp').revoke(username)
}

test('an API key alone: checked when it is entered, and its data center is read from it', async () => {
  await using world = await startWorld()
  const apiKey = keyOf(world, 'ada')
  const made = await world.client.connections.create({
    provider: 'mailchimp',
    endUserId: 'user-1',
    credentials: { type: 'api_key', apiKey },
  })
  assert.deepEqual(
    [
      made.status,
      made.activeCredential,
      made.reason,
      made.oauthAppId,
      made.account.dataCenter,
      made.account.name,
    ],
    ['connected', 'api_key', null, null, 'us21', 'Ada’s Bakery'],
  )
  assert.ok(!JSON.stringify(made).includes(apiKey))
  const answer = await callProxy(world.client, made.id, 'GET', PING)
  assert.deepEqual([answer.status, answer.headers.get('letterlock-credential')], [200, 'api_key'])
  const token = await world.client.connections.getAccessToken(made.id)
  assert.deepEqual([token.accessToken, token.credential, token.fallbackReason], [apiKey, 'api_key', null])
  assert.equal(
    await errorCodeOf(
      world.client.connections.create({
        provider: 'mailchimp',
        endUserId: 'user-1',
        credentials: { type: 'api_key', apiKey },
      }),
    ),
    'connection_exists',
  )
})

test('API keys that are not: malformed, hostile, unknown, of another account, of a provider without keys', async () => {
  await using world = await startWorld()
  const connection = await connect(world)
  const seen = world.sandbox.world.requests.list().length
  for (const apiKey of [
    'x',
    'a'.repeat(32),
    `${'a'.repeat(32)}-us1.evil.com/`,
    `${'a'.repeat(32)}-us1/..`,
    `${'A'.repeat(32)}-us1`,
    ` ${'a'.repeat(32)}-us1`,
    `${'a'.repeat(32)}-us1\n`,
  ])
    assert.equal(
      await errorCodeOf(world.client.connections.setApiKey(connection.id, { apiKey })),
      'credentials_rejected',
      apiKey,
    )
  assert.equal(world.sandbox.world.requests.list().length, seen, 'none of these was sent anywhere')
  assert.equal(
    await errorCodeOf(
      world.client.connections.setApiKey(connection.id, { apiKey: `${'a'.repeat(32)}-us21` }),
    ),
    'credentials_rejected',
  )
  assert.equal(
    await errorCodeOf(world.client.connections.setApiKey(connection.id, { apiKey: keyOf(world, 'ben') })),
    'account_mismatch',
  )
  assert.equal((await world.client.connections.get(connection.id)).apiKey, null)
  const mailup = await connect(world, { provider: 'mailup' })
  assert.equal(
    await errorCodeOf(world.client.connections.setApiKey(mailup.id, { apiKey: 'x' })),
    'unsupported_by_provider',
  )
  assert.equal(await errorCodeOf(world.client.connections.removeApiKey(connection.id)), 'api_key_not_found')
})

test('the key is the fallback when the token fails, says so and why, and steps back when OAuth is reconnected', async () => {
  await using world = await startWorld()
  const connection = await connect(world)
  const apiKey = keyOf(world, 'ada')
  const both = await world.client.connections.setApiKey(connection.id, { apiKey })
  assert.deepEqual([both.activeCredential, both.apiKey], ['oauth', { valid: true, reason: null }])
  assert.equal((await world.client.connections.getAccessToken(connection.id)).credential, 'oauth')

  await deleteOAuthApp(world)
  world.sandbox.world.requests.clear()
  const answer = await callProxy(world.client, connection.id, 'GET', PING)
  assert.deepEqual(
    [answer.status, answer.headers.get('letterlock-credential')],
    [200, 'api_key'],
    'the very call in which the token was refused is answered through the key',
  )
  const fallen = await world.client.connections.get(connection.id)
  assert.deepEqual(
    [fallen.status, fallen.activeCredential, fallen.reason],
    ['connected', 'api_key', 'revoked_at_provider'],
  )
  assert.match(fallen.detail, /Using the API key/)
  const token = await world.client.connections.getAccessToken(connection.id)
  assert.deepEqual([token.credential, token.fallbackReason], ['api_key', 'revoked_at_provider'])

  const again = await connect(world)
  assert.deepEqual([again.id, again.activeCredential, again.apiKey?.valid], [connection.id, 'oauth', true])
})

test('a move from key to OAuth keeps the connection; the key stays as a fallback until it is removed', async () => {
  await using world = await startWorld()
  const apiKey = keyOf(world, 'ada')
  const { id } = await world.client.connections.create({
    provider: 'mailchimp',
    endUserId: 'user-1',
    credentials: { type: 'api_key', apiKey },
  })
  const moved = await connect(world)
  assert.deepEqual([moved.id, moved.activeCredential, moved.apiKey?.valid], [id, 'oauth', true])
  const removed = await world.client.connections.removeApiKey(id)
  assert.deepEqual([removed.activeCredential, removed.apiKey], ['oauth', null])
  const { items } = await world.client.events.list({ connectionId: id })
  assert.deepEqual(
    items.toReversed().map(({ type, data }) => [type, data]),
    [
      ['connection.created', { credential: 'api_key', method: 'api_key' }],
      ['connection.reconnected', { credential: 'oauth', method: 'connect_session', previousAccountId: null }],
      ['connection.api_key_removed', {}],
    ],
  )
})

test('disconnecting goes on with the key and says so; disconnecting once more erases the key', async () => {
  await using world = await startWorld()
  const connection = await connect(world)
  await world.client.connections.setApiKey(connection.id, { apiKey: keyOf(world, 'ada') })
  const first = await world.client.connections.disconnect(connection.id)
  assert.deepEqual([first.deletedCredentials, first.activeCredential], [['oauth'], 'api_key'])
  assert.match(first.detail, /The API key is used from now on/)
  const goesOn = await world.client.connections.get(connection.id)
  assert.deepEqual(
    [goesOn.status, goesOn.activeCredential, goesOn.reason],
    ['connected', 'api_key', 'disconnect_requested'],
  )
  assert.equal((await callProxy(world.client, connection.id, 'GET', PING)).status, 200)
  const second = await world.client.connections.disconnect(connection.id)
  assert.deepEqual([second.deletedCredentials, second.activeCredential], [['api_key'], null])
  assert.equal((await world.client.connections.get(connection.id)).status, 'disconnected')
  assert.deepEqual((await world.client.connections.disconnect(connection.id)).deletedCredentials, [])
})

test('a key does not follow a connection to another account', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await world.client.connections.setApiKey(id, { apiKey: keyOf(world, 'ada') })
  const journey = await authorize(world, { user: ben(), connectionId: id })
  const confirmationToken = (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
  const asked = await world.client.connectSessions
    .confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' })
    .catch(
      (error: unknown) => (error as { problem: { confirmationToken: string; accountId: string } }).problem,
    )
  assert.ok('confirmationToken' in asked)
  const moved = await world.client.connectSessions.confirm(journey.session.id, {
    confirmationToken: asked.confirmationToken,
    endUserId: 'user-1',
    acceptAccountId: asked.accountId,
  })
  assert.deepEqual([moved.id, moved.account.name, moved.apiKey], [id, 'Ben’s Bicycles', null])
})

test('a key that was disabled at the provider is noticed, and reported with the next step', async () => {
  await using world = await startWorld()
  const apiKey = keyOf(world, 'ada')
  const { id } = await world.client.connections.create({
    provider: 'mailchimp',
    endUserId: 'user-1',
    credentials: { type: 'api_key', apiKey },
  })
  delete world.sandbox.world.mailchimp.apiKeys[apiKey]
  assert.equal((await callProxy(world.client, id, 'GET', PING)).status, 401)
  const lost = await world.client.connections.get(id)
  assert.deepEqual([lost.status, lost.reason], ['disconnected', 'revoked_at_provider'])
  assert.match(lost.nextStep ?? '', /new API key/)
  const fresh = `${'b'.repeat(32)}-us21`
  world.sandbox.world.mailchimp.apiKeys[fresh] = 'ada'
  assert.equal((await world.client.connections.setApiKey(id, { apiKey: fresh })).status, 'connected')
})

test('access is changed later, at once, and told', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  assert.equal((await callProxy(world.client, id, 'GET', '/3.0/lists')).status, 200)
  const none = { audiences: 'none', campaigns: 'none', reports: 'none', send: false } as const
  assert.deepEqual((await world.client.connections.update(id, { permissions: none })).permissions, none)
  assert.equal((await callProxy(world.client, id, 'GET', '/3.0/lists')).status, 403)
  assert.equal((await callProxy(world.client, id, 'GET', PING)).status, 200)
  await world.client.connections.update(id, { permissions: { ...none, audiences: 'read' } })
  assert.equal((await callProxy(world.client, id, 'GET', '/3.0/lists')).status, 200)
  assert.equal((await callProxy(world.client, id, 'POST', '/3.0/lists')).status, 403)
  assert.equal(
    (await callProxy(world.client, id, 'GET', '/3.0/unheard-of')).status,
    403,
    'counts as the most dangerous',
  )
  assert.equal(
    (await eventTypes(world, id)).filter((type) => type === 'connection.permissions_updated').length,
    2,
  )
})

test('mailchimp 7 and 9: a token that never expires is probed on a schedule, and a revocation is noticed', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const other = await connect(world, { user: ben(), endUserId: 'user-2' })
  await deleteOAuthApp(world)
  world.advance(1.2 * 86_400)
  const lost = await waitFor(
    () => world.client.connections.get(id),
    ({ status }) => status === 'disconnected',
  )
  assert.equal(lost.reason, 'revoked_at_provider')
  world.sandbox.world.requests.clear()
  for (let round = 0; round < 2; round++) {
    const { lastCheckedAt } = await world.client.connections.get(other.id)
    world.advance(10 * 86_400)
    await waitFor(
      () => world.client.connections.get(other.id),
      (checked) => checked.lastCheckedAt !== lastCheckedAt,
    )
  }
  const answers = world.sandbox.world.requests.list().map(({ status }) => status)
  assert.deepEqual(new Set(answers), new Set([200]), 'no one asks about a token that is dead')
})
