import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, eventTypes, startWorld } from '@letterlock/testing/world.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

test('labels are set, kept, changed and removed by name, and each change is an event', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id, labels } = await connect(world)
  assert.deepEqual(labels, {})
  await client.connections.update(id, { labels: { plan: 'trial', region: 'Südtirol' } })
  const { labels: changed } = await client.connections.update(id, {
    labels: { plan: 'pro', region: null, team: 'a:b' },
  })
  assert.deepEqual(changed, { plan: 'pro', team: 'a:b' })
  const { items } = await client.events.list({ type: 'connection.labels_updated' })
  assert.deepEqual(
    items.map(({ data }) => data),
    [
      { from: { plan: 'trial', region: 'Südtirol' }, to: { plan: 'pro', team: 'a:b' } },
      { from: {}, to: { plan: 'trial', region: 'Südtirol' } },
    ],
  )
  // What changes nothing is no event.
  await client.connections.update(id, { labels: { plan: 'pro' } })
  assert.equal((await client.events.list({ type: 'connection.labels_updated' })).items.length, 2)
  const reconnected = await connect(world)
  assert.deepEqual([reconnected.id, reconnected.labels], [id, { plan: 'pro', team: 'a:b' }])
})

test('labels of a connect session are those of the connection; on a reconnection its others stay', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id, labels } = await connect(world, { labels: { plan: 'pro', region: 'south' } })
  assert.deepEqual(labels, { plan: 'pro', region: 'south' })
  assert.equal((await client.connections.count({ label: 'plan:pro' })).total, 1)
  await client.connections.update(id, { labels: { region: null, team: 'a' } })
  const again = await connect(world, { labels: { plan: 'basic' } })
  assert.deepEqual([again.id, again.labels], [id, { plan: 'basic', team: 'a' }])
  assert.deepEqual((await client.connections.countLabels()).items, [
    { name: 'plan', value: 'basic', count: 1 },
    { name: 'team', value: 'a', count: 1 },
  ])
  const [event] = (await client.events.list({ type: 'connection.labels_updated' })).items
  assert.deepEqual(event?.data, { from: { plan: 'pro', team: 'a' }, to: { plan: 'basic', team: 'a' } })
})

test('a connect session refuses labels that a connection could not have', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id, endUserId } = await connect(world)
  const session = { endUserId, returnUrl: 'http://localhost:1/', connectionId: id }
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`l${n}`, 'x']))
  await client.connections.update(id, { labels: many(15) })
  for (const labels of [
    { Plan: 'pro' },
    { plan: '' },
    many(21),
    { ...many(15), a: '1', b: '2', c: '3', d: '4', e: '5', f: '6' },
  ])
    assert.equal(await errorCodeOf(client.connectSessions.create({ ...session, labels })), 'invalid_request')
  const { labels } = await client.connectSessions.create({ ...session, labels: many(20) })
  assert.deepEqual(labels, many(20))
  // What the session does not know of: labels that came meanwhile stay, and new ones are left out.
  const full = await connect(world, {
    labels: { new1: 'x', new2: 'x', new3: 'x', new4: 'x', new5: 'x', new6: 'x', l0: 'y' },
  })
  assert.equal(Object.keys(full.labels).length, 20)
  assert.deepEqual([full.labels['l0'], full.labels['l14'], full.labels['new6']], ['y', 'x', undefined])
})

test('labels come with a connection from an API key or from tokens, and too many are refused before anything is used', async () => {
  await using world = await startWorld()
  const { client, sandbox } = world
  const { apiKeys, tokens } = sandbox.world.mailchimp
  const apiKey = Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? ''
  const labels = { plan: 'pro' }
  const input = { provider: 'mailchimp', endUserId: 'user-1', labels } as const
  const byKey = await client.connections.create({ ...input, credentials: { type: 'api_key', apiKey } })
  assert.deepEqual(byKey.labels, labels)
  await connect(world, { endUserId: 'user-2' })
  const [accessToken = ''] = Object.keys(tokens)
  const credentials = { type: 'tokens', accessToken } as const
  const imported = await client.connections.create({ ...input, endUserId: 'user-3', credentials })
  assert.deepEqual(imported.labels, labels)
  assert.deepEqual((await client.connections.countLabels()).items, [{ name: 'plan', value: 'pro', count: 2 }])
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`l${index}`, 'x']))
  for (const wrong of [many, { Plan: 'pro' }, { plan: '' }]) {
    const create = client.connections.create({ ...input, endUserId: 'user-4', labels: wrong, credentials })
    assert.equal(await errorCodeOf(create), 'invalid_request')
    const device = client.deviceAuthorizations.create({
      provider: 'constant-contact',
      endUserId: 'user-4',
      labels: wrong,
    })
    assert.equal(await errorCodeOf(device), 'invalid_request')
  }
})

test('labels and permissions of one request change together or not at all', async () => {
  await using world = await startWorld()
  const { client, config } = world
  const { id, labels, permissions } = await connect(world)
  const input = { labels: { plan: 'pro' }, permissions: { ...permissions, reports: 'none' } } as const
  const sql = openSqlite(config.databaseFile)
  const failing = `CREATE TRIGGER failing BEFORE INSERT ON events WHEN NEW.type = 'connection.permissions_updated'
    BEGIN SELECT RAISE(ABORT, 'disk full'); END`
  await sql.write([{ text: failing, values: [] }])
  assert.equal(await errorCodeOf(client.connections.update(id, input)), 'internal_error')
  assert.deepEqual((await client.connections.get(id)).labels, labels)
  await sql.write([{ text: 'DROP TRIGGER failing', values: [] }])
  await sql.close()

  const changed = await client.connections.update(id, input)
  assert.deepEqual([changed.labels, changed.permissions], [input.labels, input.permissions])
  // What changes nothing is no event.
  await client.connections.update(id, input)
  const types = (await eventTypes(world, id)).filter((type) => type.endsWith('s_updated'))
  assert.deepEqual(types.toSorted(), ['connection.labels_updated', 'connection.permissions_updated'])
})

test('connections are listed and counted by label, within one workspace and in every order', async () => {
  await using world = await startWorld()
  const { client } = world
  const ids: string[] = []
  for (const endUserId of ['user-1', 'user-2', 'user-3']) {
    const { id } = await connect(world, { endUserId })
    ids.push(id)
    await client.connections.update(id, { labels: { plan: endUserId === 'user-2' ? 'trial' : 'pro' } })
  }
  const [first = '', , third = ''] = ids
  for (const query of [{}, { sort: 'name' }, { search: 'ada' }, { status: 'connected' }] as const) {
    const { items } = await client.connections.list({ ...query, label: 'plan:pro' })
    assert.deepEqual(items.map(({ id }) => id).toSorted(), [first, third].toSorted(), JSON.stringify(query))
  }
  const newest = await client.connections.list({ sort: 'newest', label: 'plan:pro', limit: 1 })
  assert.deepEqual([newest.items[0]?.id, newest.nextCursor], [third, third])
  assert.equal((await client.connections.count({ label: 'plan:pro' })).total, 2)
  assert.equal((await client.connections.count({ label: 'plan:pr' })).total, 0)
  assert.deepEqual(await client.connections.countLabels(), {
    items: [
      { name: 'plan', value: 'pro', count: 2 },
      { name: 'plan', value: 'trial', count: 1 },
    ],
    isComplete: true,
  })
  await client.connections.delete(first)
  assert.deepEqual((await client.connections.countLabels()).items[0], {
    name: 'plan',
    value: 'pro',
    count: 1,
  })
  const { items } = await client.events.list({ connectionId: first, type: 'connection.labels_updated' })
  assert.deepEqual(
    items.map(({ data }) => data),
    [{}],
    'what may be personal is removed from its events',
  )
})

test('a name that is none, too many labels and a filter without a value are refused', async () => {
  await using world = await startWorld()
  const { client } = world
  const { id } = await connect(world)
  const refused = (labels: Record<string, string>): Promise<string> =>
    errorCodeOf(client.connections.update(id, { labels }))
  for (const labels of [{ Plan: 'pro' }, { 'a:b': 'pro' }, { plan: '' }, { plan: 'two\nlines' }])
    assert.equal(await refused(labels as Record<string, string>), 'invalid_request', JSON.stringify(labels))
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`n${index}`, 'x']))
  assert.equal(await refused(many), 'invalid_request')
  assert.equal(await errorCodeOf(client.connections.list({ label: 'plan' })), 'invalid_request')
  assert.deepEqual((await client.connections.get(id)).labels, {})
  assert.ok(!(await eventTypes(world, id)).includes('connection.labels_updated'))
})
