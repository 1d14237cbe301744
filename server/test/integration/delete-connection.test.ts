import { Letterlock } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, eventTypes, startWorld } from '@letterlock/testing/world.ts'

test('C10: a connection is deleted with all that is personal; the audit log keeps a line', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id, account } = await connect(world, { endUserId: 'erasmus@example.org' })
  await client.account(id).audiences.list()
  await client.connections.disconnect(id)
  const report = await client.connections.delete(id)
  assert.deepEqual([report.id, report.deleted, report.deletedCredentials], [id, true, []])
  for (const call of [
    client.connections.get(id),
    client.connections.getAccessToken(id),
    client.connections.disconnect(id),
    client.connections.check(id),
    client.connections.delete(id),
  ])
    assert.equal(await errorCodeOf(call), 'connection_not_found')
  assert.deepEqual((await client.connections.list()).items, [])
  const { items } = await client.events.list({ connectionId: id })
  const [last] = items
  assert.equal(last?.type, 'connection.deleted')
  assert.deepEqual(last?.data, { provider: 'mailchimp', deletedCredentials: [] })
  assert.equal(last?.actor.name !== null, true)
  assert.ok(
    items.some(({ type }) => type === 'connection.created'),
    'that it was there stays',
  )
  const activity = JSON.stringify(await client.events.list({ limit: 100 }))
  for (const personal of ['erasmus', account.id, account.name])
    assert.ok(!activity.includes(personal), personal)
})

test('C10: one that still works is disconnected first, with a report; reconnected it is a new one', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id } = await connect(world, { provider: 'mailup' })
  const report = await client.connections.delete(id)
  assert.deepEqual([report.deletedCredentials, report.providerRevocation], [['oauth'], 'unsupported'])
  assert.match(report.detail, /deleted.*MailUp/s)
  assert.ok(report.authorizedAppsUrl)
  const types = await eventTypes(world, id)
  assert.deepEqual(types.slice(-2), ['connection.disconnected', 'connection.deleted'])
  const again = await connect(world, { provider: 'mailup' })
  assert.notEqual(again.id, id)
})

test('C10: a token and the key beside it are both erased', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id } = await connect(world)
  const { apiKeys } = world.sandbox.world.mailchimp
  const apiKey = Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? assert.fail()
  await client.connections.setApiKey(id, { apiKey })
  assert.deepEqual((await client.connections.delete(id)).deletedCredentials, ['oauth', 'api_key'])
})

test('C10: deleting needs the right, and races with reading, calling and connecting end well', async () => {
  await using world = await startWorld()
  const { client } = world
  const { secret = '' } = await client.secretKeys.create({
    name: 'Reader',
    scopes: ['connections:read', 'proxy:use', 'tokens:read'],
  })
  const reader = new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
  for (let round = 0; round < 5; round++) {
    const { id } = await connect(world)
    assert.equal(await errorCodeOf(reader.connections.delete(id)), 'insufficient_scope')
    const [aborted] = await Promise.all([
      Promise.allSettled([client.connections.delete(id), client.connections.delete(id)]),
      client.connections.getAccessToken(id).catch(() => undefined),
      callProxy(client, id, 'GET', '/3.0/ping').catch(() => undefined),
      client.connections.check(id).catch(() => undefined),
      client.connections.disconnect(id).catch(() => undefined),
    ])
    assert.equal(aborted.filter(({ status }) => status === 'fulfilled').length, 1, 'once')
    assert.equal(await errorCodeOf(client.connections.get(id)), 'connection_not_found')
    assert.equal(await errorCodeOf(client.connections.getAccessToken(id)), 'connection_not_found')
  }
})
