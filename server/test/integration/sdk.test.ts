import { Letterlock, LetterlockProviderError } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* The SDK with a real server: what only the two together can show. */

/** A client whose network loses this many responses, after the server has sent them. */
function losing({ server, secretKey }: TestWorld, count: number): { letterlock: Letterlock; keys: string[] } {
  let left = count
  const keys: string[] = []
  const fetchAndLose: typeof fetch = async (input, init) => {
    keys.push(new Headers(init?.headers).get('idempotency-key') ?? '')
    const response = await fetch(input, init)
    await response.clone().arrayBuffer()
    if (left-- > 0) throw new TypeError('terminated')
    return response
  }
  return { letterlock: new Letterlock({ url: server.localUrl, secretKey, fetch: fetchAndLose }), keys }
}

test('what was created is created once, however often its response is lost', async () => {
  await using world = await startWorld()
  const { letterlock, keys } = losing(world, 2)
  const made = await letterlock.secretKeys.create({ name: 'Once', scopes: ['tokens:read'] })
  assert.match(made.secret ?? '', /^llk_/)
  assert.deepEqual([keys.length, new Set(keys).size], [3, 1])
  const { items } = await world.client.secretKeys.list()
  assert.deepEqual(
    items.filter(({ name }) => name === 'Once').map(({ id }) => id),
    [made.id],
  )
})

test('a list goes through all pages, in the order of the pages', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  for (let count = 0; count < 5; count++) await world.client.connections.check(id)
  const { items } = await world.client.events.list({ limit: 100 })
  const all: string[] = []
  for await (const event of world.client.events.list({ limit: 2 })) all.push(event.id)
  assert.ok(all.length > 5)
  assert.deepEqual(
    all,
    items.map((event) => event.id),
  )
  const campaigns: string[] = []
  for await (const campaign of world.client.account(id).campaigns.list({ limit: 2 }))
    campaigns.push(campaign.id)
  assert.equal(new Set(campaigns).size, campaigns.length)
  assert.ok(campaigns.length > 2)
})

test('the stream yields a change, and ends with its signal', async () => {
  await using world = await startWorld()
  const controller = new AbortController()
  const opened = Promise.withResolvers<void>()
  const letterlock = new Letterlock({
    url: world.server.localUrl,
    secretKey: world.secretKey,
    fetch: (input, init) => fetch(input, init).finally(opened.resolve),
  })
  const changes = letterlock.events.stream({ signal: controller.signal })
  const first = changes.next()
  await opened.promise
  await world.client.workspace.update({ name: 'Bakery Reports' })
  assert.deepEqual(await first, { done: false, value: 'changed' })
  const next = changes.next()
  controller.abort(new RangeError('enough'))
  await assert.rejects(next, RangeError)
})

test('the proxy passes a body that is a stream, JSON and the provider’s errors', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { lists } = await world.client.proxy
    .get<{ lists: { id: string }[] }>(id, '3.0/lists', { query: { count: 1, fields: 'lists.id' } })
    .json()
  assert.deepEqual(Object.keys(lists[0] ?? {}), ['id'])
  await assert.rejects(world.client.proxy.get(id, '3.0/lists/none').json(), (error) => {
    assert.ok(error instanceof LetterlockProviderError)
    assert.equal(error.status, 404)
    assert.equal((error.body as { title: string }).title, 'Resource Not Found')
    return true
  })
  const members = `3.0/lists/${lists[0]?.id ?? ''}/members`
  const member = { email_address: 'streamed@example.org', status: 'subscribed' }
  const stream = new Blob([JSON.stringify(member)]).stream()
  const headers = { 'content-type': 'application/json' }
  assert.equal((await world.client.proxy.post(id, members, { body: stream, headers })).status, 200)
  const found = await world.client.proxy
    .get<{ email_address: string }>(id, `${members}/streamed@example.org`)
    .json()
  assert.equal(found.email_address, 'streamed@example.org')
})
