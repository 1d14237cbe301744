import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, startWorld } from '@letterlock/testing/world.ts'

test('mailchimp 1: an answer of three members is a token that does not expire', async () => {
  await using world = await startWorld()
  const connection = await connect(world)
  assert.deepEqual(
    [connection.status, connection.accessTokenExpiresAt, connection.nextRefreshAt],
    ['connected', null, null],
  )
  assert.match(connection.detail, /tokens do not expire/)
  const refused = world.client.connections.refresh(connection.id)
  assert.equal(await errorCodeOf(refused), 'invalid_request', 'and there is nothing to refresh')
  world.advance(400 * 86_400)
  assert.equal((await world.client.connections.getAccessToken(connection.id)).expiresAt, null)
})

test('mailchimp 2: the older metadata, of three members, is enough', async () => {
  await using world = await startWorld()
  world.sandbox.world.mailchimp.switches.legacyMetadata = true
  assert.equal((await connect(world)).account.name, 'Ada’s Bakery')
})

test('mailchimp 3: the metadata is asked with OAuth, the API with Bearer', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { accessToken } = await world.client.connections.getAccessToken(id)
  assert.ok(accessToken)
  const paths = world.sandbox.world.requests.list().map(({ path, status }) => [path, status])
  assert.ok(paths.some(([path, status]) => path === '/oauth2/metadata' && status === 200))
  assert.equal((await callProxy(world.client, id, 'GET', '/3.0/ping')).status, 200)
})

test('mailchimp 5: the redirect URI that the server offers is one that the provider takes', async () => {
  await using world = await startWorld()
  const provider = (await world.client.providers.list()).items.find(({ id }) => id === 'mailchimp')
  assert.match(provider?.redirectUri ?? '', /^http:\/\/127\.0\.0\.1:\d+\/oauth\/mailchimp\/callback$/)
})

test('mailchimp 6: an account that the provider has blocked is reported as such, and clears up', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  for (const refuse of ['forbidden', 'user_disabled'] as const) {
    world.sandbox.world.mailchimp.switches.refuse = refuse
    const blocked = await world.client.connections.check(id)
    assert.deepEqual([blocked.status, blocked.reason], ['disconnected', 'account_disabled'])
    world.sandbox.world.mailchimp.switches.refuse = ''
    assert.equal((await world.client.connections.check(id)).status, 'connected')
  }
  world.sandbox.world.mailchimp.switches.refuse = 'compliance'
  assert.equal(await errorCodeOf(world.client.connections.check(id)), 'provider_unavailable')
  assert.equal(
    (await world.client.connections.get(id)).status,
    'connected',
    'a 503 says nothing about the token',
  )
})

test('mailchimp 8: the edge’s bare 403 or 429 passes, and is not taken for a revocation', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  for (const status of [403, 429] as const) {
    world.sandbox.world.mailchimp.switches.edgeBlock = status
    const answer = await callProxy(world.client, id, 'GET', '/3.0/ping')
    assert.deepEqual([answer.status, await answer.text()], [status, ''])
    assert.match(
      await errorCodeOf(world.client.connections.check(id)),
      /^provider_(rate_limited|unavailable)$/,
    )
    assert.equal((await world.client.connections.get(id)).status, 'connected')
  }
})

test('mailchimp 10: rates pass the proxy as they are, percentages here and fractions there', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const lists = await callProxy(world.client, id, 'GET', '/3.0/lists?fields=lists.stats.open_rate')
  const { lists: all } = (await lists.json()) as { lists: { stats: { open_rate: number } }[] }
  assert.ok((all[0]?.stats.open_rate ?? 0) > 1)
})

test('mailchimp: a contact that unsubscribed and was then archived is not subscribed again', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const account = world.client.account(id)
  const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail('no audience')
  const archive = async (email: string): Promise<void> => {
    const { id: hash } = await account.contacts.get(email, { audienceId })
    const response = await callProxy(world.client, id, 'DELETE', `3.0/lists/${audienceId}/members/${hash}`)
    assert.equal(response.status, 204)
    assert.equal((await account.contacts.get(email, { audienceId })).status, 'archived')
  }
  const save = (email: string, status: 'subscribed' | 'pending') =>
    account.contacts.upsert({ email, audienceId, status, fields: {} })
  for (const email of ['left@letters.example', 'stays@letters.example']) await save(email, 'subscribed')
  await account.contacts.unsubscribe('left@letters.example', { audienceId })
  await archive('left@letters.example')
  await archive('stays@letters.example')
  for (const status of ['subscribed', 'pending'] as const)
    assert.equal(await errorCodeOf(save('left@letters.example', status)), 'contact_suppressed')
  assert.equal((await account.contacts.get('left@letters.example', { audienceId })).status, 'archived')
  assert.equal((await save('stays@letters.example', 'subscribed')).status, 'subscribed')
})
