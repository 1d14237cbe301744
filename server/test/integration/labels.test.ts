import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { seedRows } from '@letterlock/testing/seed-rows.ts'
import { errorCodeOf, eventTypes, startWorld } from '@letterlock/testing/world.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

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
  assert.deepEqual((await client.connections.countLabels()).items, [
    { name: 'plan', value: 'pro', count: 2 },
    { name: 'plan', value: 'trial', count: 1 },
  ])
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

test('a name with a value for each connection hides no other name, and the answer says that there are more', async () => {
  await using world = await startWorld()
  const { client, config } = world
  const sql = openSqlite(config.databaseFile)
  const { id: workspaceId } = await client.workspace.get()
  await seedRows(sql, { workspaceId, provider: 'mailchimp', connections: 600, events: 0 })
  const label = async (name: string, value: string, where: string): Promise<boolean> =>
    sql.write([
      {
        text: `INSERT INTO connection_labels (connection_id, workspace_id, name, value)
          SELECT id, workspace_id, ${name}, ${value} FROM (SELECT id, workspace_id, CAST(substr(id, 6) AS INTEGER) AS number FROM connections)
          WHERE ${where}`,
        values: [],
      },
    ])
  await label(`'plan'`, `'pro'`, `number <= 60`)
  assert.equal((await client.connections.countLabels()).isComplete, true)
  await label(`'customer'`, `CASE WHEN number > 590 THEN 'zebra' ELSE id END`, 'TRUE')
  const counted = await client.connections.countLabels()
  assert.equal(counted.isComplete, false)
  assert.equal(counted.items.length, 21)
  assert.deepEqual(counted.items[0], { name: 'customer', value: 'zebra', count: 10 }, 'the most used first')
  assert.deepEqual(counted.items.at(-1), { name: 'plan', value: 'pro', count: 60 })

  // Names are as many as wanted, too.
  await sql.write([{ text: `DELETE FROM connection_labels WHERE name = 'customer'`, values: [] }])
  await label(`'a' || number`, `'x'`, `number <= 60`)
  const named = await client.connections.countLabels()
  assert.deepEqual([named.isComplete, named.items.length], [false, 50])
  assert.deepEqual(named.items.at(-1), { name: 'plan', value: 'pro', count: 60 })
  await sql.close()
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
