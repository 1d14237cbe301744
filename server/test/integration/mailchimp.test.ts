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

test('the steps in the portal are in the language that is asked for', async () => {
  await using world = await startWorld()
  const { secretKey } = world
  const stepIn = async (language: string): Promise<string | undefined> => {
    const response = await fetch(`${world.server.url}/v1/providers`, {
      headers: { authorization: `Bearer ${secretKey}`, 'accept-language': language },
    })
    const { items } = (await response.json()) as { items: { registrationSteps: string[] }[] }
    return items[0]?.registrationSteps[0]
  }
  assert.match((await stepIn('de-AT, en;q=0.5')) ?? '', /^Melden Sie sich /)
  assert.match((await stepIn('ja')) ?? '', /^Sign in /)
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

test('mailchimp: an archived contact that agreed again after it had unsubscribed is subscribed', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const account = world.client.account(id)
  const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail('no audience')
  const save = (email: string) =>
    account.contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  for (const [email, daysAfter] of [
    ['again@letters.example', 1],
    ['before@letters.example', -1],
  ] as const) {
    await save(email)
    const { id: hash } = await account.contacts.unsubscribe(email, { audienceId })
    const path = `3.0/lists/${audienceId}/members/${hash}`
    // What a sign-up form records.
    const timestamp_opt = new Date(
      world.sandbox.world.clock.now().getTime() + daysAfter * 86_400_000,
    ).toISOString()
    assert.equal((await callProxy(world.client, id, 'PATCH', path, { body: { timestamp_opt } })).status, 200)
    assert.equal((await callProxy(world.client, id, 'DELETE', path)).status, 204)
  }
  assert.equal((await save('again@letters.example')).status, 'subscribed')
  assert.equal(await errorCodeOf(save('before@letters.example')), 'contact_suppressed')
})
