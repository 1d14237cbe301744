import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'

test('a Mailchimp account is connected, used, checked and disconnected', async () => {
  await using world = await startWorld()
  const { client } = world
  const connection = await connect(world)
  assert.equal(connection.status, 'connected')
  assert.equal(connection.account.name, 'Ada’s Bakery')
  assert.equal(connection.account.dataCenter, 'us21')
  assert.equal(connection.detail, 'Working. Mailchimp tokens do not expire.')
  assert.deepEqual(connection.permissions, {
    audiences: 'write',
    campaigns: 'write',
    reports: 'read',
    send: false,
  })

  const token = await client.getToken(connection.id)
  assert.match(token.accessToken, /^[0-9a-f]{32}$/)
  assert.deepEqual([token.expiresAt, token.apiBaseUrl], [null, 'https://us21.api.mailchimp.com'])

  const lists = await client.proxy(connection.id, 'GET', '/3.0/lists?fields=lists.name,total_items')
  assert.equal(lists.headers.get('letterlock-credential'), 'oauth')
  assert.deepEqual(await lists.json(), {
    lists: [{ name: 'Newsletter' }, { name: 'Customers' }],
    total_items: 2,
  })

  assert.equal((await client.checkConnection(connection.id)).status, 'connected')
  assert.deepEqual(
    (await client.listConnections({ endUserId: 'user-1' })).items.map(({ id }) => id),
    [connection.id],
  )

  const report = await client.disconnect(connection.id)
  assert.deepEqual([report.deletedCredentials, report.providerRevocation], [['oauth'], 'unsupported'])
  assert.match(report.authorizedAppsUrl ?? '', /admin\.mailchimp\.com\/account\/api/)
  const cut = await client.getConnection(connection.id)
  assert.deepEqual(
    [cut.status, cut.reason, cut.activeCredential],
    ['disconnected', 'disconnect_requested', null],
  )
  await assert.rejects(client.getToken(connection.id), { code: 'connection_disconnected' })
  assert.deepEqual((await client.disconnect(connection.id)).deletedCredentials, [], 'twice changes nothing')

  const again = await connect(world)
  assert.equal(again.id, connection.id, 'the same account keeps its id')
  assert.equal((await client.getToken(again.id)).credential, 'oauth')
  const types = (await client.listEvents({ connectionId: connection.id })).items.map(({ type }) => type)
  assert.deepEqual(types, [
    'connection.reconnected',
    'connection.disconnected',
    'connection.checked',
    'connection.created',
  ])
})

test('a token read that races a disconnect never outlives it', async () => {
  await using world = await startWorld()
  for (let round = 0; round < 30; round++) {
    const { id } = await connect(world)
    const reads = Array.from({ length: 4 }, () => world.client.getToken(id).catch(() => undefined))
    await Promise.all([...reads, world.client.disconnect(id)])
    await assert.rejects(world.client.getToken(id), { code: 'connection_disconnected' })
  }
})
