import { membersOf } from '@letterlock/testing/members-of.ts'
import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
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

  const token = await client.connections.getAccessToken(connection.id)
  assert.match(token.accessToken, /^[0-9a-f]{32}$/)
  assert.deepEqual([token.expiresAt, token.apiBaseUrl], [null, 'https://us21.api.mailchimp.com'])

  const lists = await callProxy(client, connection.id, 'GET', '/3.0/lists?fields=lists.name,total_items')
  assert.equal(lists.headers.get('letterlock-credential'), 'oauth')
  assert.deepEqual(await lists.json(), {
    lists: [{ name: 'Newsletter' }, { name: 'Customers' }],
    total_items: 2,
  })

  assert.equal((await client.connections.check(connection.id)).status, 'connected')
  assert.deepEqual(
    (await client.connections.list({ endUserId: 'user-1' })).items.map(({ id }) => id),
    [connection.id],
  )

  const report = await client.connections.disconnect(connection.id)
  assert.deepEqual([report.deletedCredentials, report.providerRevocation], [['oauth'], 'unsupported'])
  assert.match(report.authorizedAppsUrl ?? '', /admin\.mailchimp\.com\/account\/api/)
  const cut = await client.connections.get(connection.id)
  assert.deepEqual(
    [cut.status, cut.reason, cut.activeCredential],
    ['disconnected', 'disconnect_requested', null],
  )
  await assert.rejects(client.connections.getAccessToken(connection.id), { code: 'connection_disconnected' })
  assert.deepEqual(
    (await client.connections.disconnect(connection.id)).deletedCredentials,
    [],
    'twice changes nothing',
  )

  const again = await connect(world)
  assert.equal(again.id, connection.id, 'the same account keeps its id')
  assert.equal((await client.connections.getAccessToken(again.id)).credential, 'oauth')
  const { items } = await client.events.list({ connectionId: connection.id })
  const changes = items.filter(({ type }) => type === 'connection.status_changed')
  assert.deepEqual(
    changes.map(({ actor, data }) => [
      actor.type,
      membersOf(data)['from'],
      membersOf(data)['to'],
      membersOf(data)['reason'],
    ]),
    [
      ['secret_key', 'disconnected', 'connected', null],
      ['secret_key', 'connected', 'disconnected', 'disconnect_requested'],
    ],
  )
  const types = items.map(({ type }) => type).filter((type) => type !== 'connection.status_changed')
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
    const reads = Array.from({ length: 4 }, () =>
      world.client.connections.getAccessToken(id).catch(() => undefined),
    )
    await Promise.all([...reads, world.client.connections.disconnect(id)])
    await assert.rejects(world.client.connections.getAccessToken(id), { code: 'connection_disconnected' })
  }
})
