import { connectControl } from '@letterlock/sandbox/control'
import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { test } from 'node:test'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const ID = 'constant-contact-v2'
const ADA = 'ada@bakery.example'
const YEAR_SECONDS = 365 * 86_400

const control = async <T>(world: TestWorld, path: string, body: object): Promise<T> =>
  (await connectControl(world.sandbox.url).provider(ID).post(path, body)) as T

/** A key of the first API, of the same developer. */
const oldKey = (world: TestWorld): Promise<{ clientId: string; clientSecret: string }> =>
  control(world, 'apps', { generation: 'v1' })

test('constant contact v2 1: expires_in as text is a time ten years ahead, and the status says when it ends', async () => {
  await using world = await startWorld()
  await world.addOAuthApp(ID)
  const made = await connect(world, { provider: ID })
  const years =
    (Date.parse(made.accessTokenExpiresAt ?? '') - world.sandbox.world.clock.now().getTime()) /
    1000 /
    YEAR_SECONDS
  assert.ok(years > 9.9 && years < 10.1, `${years} years`)
  assert.deepEqual([made.status, made.nextRefreshAt], ['connected', null])
  world.advance(315_359_999 - 3 * 86_400)
  const soon = await world.client.connections.get(made.id)
  assert.deepEqual([soon.status, soon.reason], ['expiring_soon', 'token_expiring'])
  world.advance(4 * 86_400)
  const over = await world.client.connections.get(made.id)
  assert.deepEqual([over.status, over.reason], ['disconnected', 'expired'])
})

test('constant contact v2 2: the user name on the redirect is the account’s id, taken from the provider and not from the address', async () => {
  await using world = await startWorld()
  await world.addOAuthApp(ID)
  const { account } = await connect(world, { provider: ID })
  assert.deepEqual([account.id, account.name, account.email], [ADA, 'Ada’s Bakery', ADA])
})

test('constant contact v2 3: every call names the key, by any principal; relative next links can be followed as they come', async () => {
  await using world = await startWorld()
  await world.addOAuthApp(ID)
  const { id } = await connect(world, { provider: ID })
  for (const path of ['/v2/lists', '/v2/lists?api_key=someone-elses', '/v2/lists?api%5Fkey=x&status=ALL'])
    assert.equal((await callProxy(world.client, id, 'GET', path)).status, 200, path)
  const first = await callProxy(world.client, id, 'GET', '/v2/contacts?limit=3')
  const { meta, results } = (await first.json()) as {
    meta: { pagination: { next_link: string } }
    results: { id: string }[]
  }
  const second = await callProxy(world.client, id, 'GET', meta.pagination.next_link)
  const next = (await second.json()) as { results: { id: string }[] }
  assert.equal(new Set([...results, ...next.results].map(({ id }) => id)).size, 6)
  assert.equal(
    (await callProxy(world.client, id, 'POST', '/v2/emailmarketing/campaigns/1/schedules')).status,
    403,
  )
})

test('constant contact v2 3: a dead key is told apart from a dead token, and heals', async () => {
  await using world = await startWorld()
  const { clientId } = await world.addOAuthApp(ID)
  const { id } = await connect(world, { provider: ID })
  const app = world.sandbox.world.constantContactV2.apps[clientId] ?? assert.fail()
  app.deactivated = true
  const dead = await world.client.connections.check(id)
  assert.deepEqual([dead.status, dead.reason], ['disconnected', 'oauth_app_rejected'])
  app.deactivated = false
  assert.equal((await world.client.connections.check(id)).status, 'connected')
})

test('constant contact v2 4: from passwords and from OAuth 1.0a, each with a plain refusal', async () => {
  await using world = await startWorld()
  const app = await world.addOAuthApp(ID)
  const old = await oldKey(world)
  const basic = {
    type: 'legacy_basic',
    clientId: old.clientId,
    clientSecret: old.clientSecret,
    username: ADA,
    password: 'bread-and-butter',
  } as const
  const made = await world.client.connections.create({ provider: ID, endUserId: 'u1', credentials: basic })
  assert.deepEqual([made.status, made.account.id, made.oauthAppId], ['connected', ADA, app.id])
  assert.ok(Date.parse(made.accessTokenExpiresAt ?? '') > Date.now() + 9 * YEAR_SECONDS * 1000)
  assert.equal((await callProxy(world.client, made.id, 'GET', '/v2/lists')).status, 200)

  const { client } = world
  const again = { provider: ID, endUserId: 'u1', credentials: basic }
  assert.equal(await errorCodeOf(client.connections.create(again)), 'connection_exists')
  const wrong = { ...again, credentials: { ...basic, password: 'wrong-password-here' } }
  assert.equal(await errorCodeOf(client.connections.create(wrong)), 'credentials_rejected')
  const stranger = { ...again, credentials: { ...basic, clientSecret: 'wrong' } }
  assert.equal(await errorCodeOf(client.connections.create(stranger)), 'oauth_app_rejected')
  const elsewhere = { ...again, provider: 'mailchimp' }
  assert.equal(await errorCodeOf(client.connections.create(elsewhere)), 'unsupported_by_provider')

  const request = { clientId: old.clientId, username: ADA, kind: 'oauth1' }
  const given = await control<{ token: string; tokenSecret: string }>(world, 'tokens', request)
  const oauth1 = {
    type: 'legacy_oauth1',
    consumerKey: old.clientId,
    consumerSecret: old.clientSecret,
    ...given,
  } as const
  const other = await client.connections.create({ provider: ID, endUserId: 'u2', credentials: oauth1 })
  assert.deepEqual([other.status, other.account.id], ['connected', ADA])
  const forged = { ...oauth1, tokenSecret: 'forged-token-secret' }
  assert.equal(
    await errorCodeOf(client.connections.create({ provider: ID, endUserId: 'u3', credentials: forged })),
    'credentials_rejected',
  )
  for (const secret of ['bread-and-butter', 'wrong-password-here', old.clientSecret, given.tokenSecret])
    assert.ok(!world.log.join('\n').includes(secret), 'an old secret stands in the log')
})

test('constant contact v2 4: an answer without a token, or that leads nowhere, connects nothing', async () => {
  await using world = await startWorld()
  await world.addOAuthApp(ID)
  const old = await oldKey(world)
  const credentials = {
    type: 'legacy_basic',
    clientId: old.clientId,
    clientSecret: old.clientSecret,
    username: ADA,
    password: 'bread-and-butter',
  } as const
  const authorizationRequest = (): Promise<string> =>
    errorCodeOf(world.client.connections.create({ provider: ID, endUserId: 'u1', credentials }))
  world.sandbox.world.faults.add({
    kind: 'status',
    status: 200,
    path: '/oauth2/basicmigration',
    remaining: 1,
  })
  assert.equal(await authorizationRequest(), 'provider_response_invalid')
  world.sandbox.world.faults.add({
    kind: 'status',
    status: 503,
    path: '/oauth2/basicmigration',
    remaining: 1,
  })
  assert.equal(await authorizationRequest(), 'provider_unavailable')
  assert.equal((await world.client.connections.list()).items.length, 0)
})

test('constant contact v2 5: a token of the client flow, of the portal or of a first key is imported with its end', async () => {
  await using world = await startWorld()
  const { clientId } = await world.addOAuthApp(ID)
  const old = await oldKey(world)
  for (const [endUserId, key] of [
    ['client-flow', clientId],
    ['first-key', old.clientId],
  ] as const) {
    const made = { clientId: key, username: ADA }
    const { access_token } = await control<{ access_token: string }>(world, 'tokens', made)
    const connection = await world.client.connections.create({
      provider: ID,
      endUserId,
      credentials: { type: 'tokens', accessToken: access_token },
    })
    assert.equal(connection.status, 'connected')
    assert.ok(Date.parse(connection.accessTokenExpiresAt ?? '') > Date.now() + 9 * YEAR_SECONDS * 1000)
    assert.equal((await callProxy(world.client, connection.id, 'GET', '/v2/account/info')).status, 200)
  }
  const accessToken = '00000000-0000-0000-0000-000000000000'
  const dead = { provider: ID, endUserId: 'x', credentials: { type: 'tokens', accessToken } } as const
  assert.equal(await errorCodeOf(world.client.connections.create(dead)), 'credentials_rejected')
})

test('constant contact v2 5: where the OAuth app is deactivated, an import says so, and does not blame the tokens', async () => {
  await using world = await startWorld()
  const { clientId } = await world.addOAuthApp(ID)
  const { access_token: accessToken } = await control<{ access_token: string }>(world, 'tokens', {
    clientId,
    username: ADA,
  })
  await connectControl(world.sandbox.url).provider(ID).changeApp(clientId, { deactivated: true })
  const tokens = { provider: ID, endUserId: 'x', credentials: { type: 'tokens', accessToken } } as const
  assert.equal(await errorCodeOf(world.client.connections.create(tokens)), 'oauth_app_rejected')
})

test('constant contact v2: a token that lives for years is probed every day all the same', async () => {
  await using world = await startWorld()
  await world.addOAuthApp(ID)
  const { id } = await connect(world, { provider: ID })
  await control(world, 'revoke', { username: ADA })
  world.advance(1.2 * 86_400)
  const found = await waitFor(
    () => world.client.connections.get(id),
    ({ status }) => status === 'disconnected',
  )
  assert.equal(found.reason, 'revoked_at_provider')
})
