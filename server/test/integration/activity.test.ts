import { membersOf } from '@letterlock/testing/members-of.ts'
import { Letterlock, type LetterlockEvent, type Page } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { OWNER, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startWorld } from '@letterlock/testing/world.ts'

test('the activity says who did what with which account', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id } = await connect(world)
  const browser = await signIn(world)
  await browser.ask('POST', `/v1/connections/${id}/check`)
  const { items } = await browser.json<Page<LetterlockEvent>>('/v1/events?type=connection')
  assert.deepEqual(
    items.map(({ type, actor, connection, data }) => [
      type,
      actor.name,
      connection?.accountName,
      membersOf(data)['oauthValid'] ?? null,
    ]),
    [
      ['connection.checked', OWNER.name, 'Ada’s Bakery', true],
      ['connection.created', 'Default', 'Ada’s Bakery', null],
    ],
  )
  const me = items[0]?.actor.id ?? ''
  assert.equal((await browser.json<Page<LetterlockEvent>>(`/v1/events?actorId=${me}`)).items.length, 1)
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
  assert.equal((await browser.json<Page<LetterlockEvent>>(`/v1/events?since=${tomorrow}`)).items.length, 0)
  assert.ok((await browser.json<Page<LetterlockEvent>>(`/v1/events?until=${tomorrow}`)).items.length > 2)
})

test('the activity leaves as a file, all of it, and no cell of it is a formula', async () => {
  await using world = await startWorld()
  const { secret = '' } = await world.client.secretKeys.create({
    name: '=HYPERLINK("x"),1',
    scopes: ['secret_keys:write'],
  })
  const formula = new Letterlock({ url: world.server.url, secretKey: secret, maxRetries: 0 })
  for (let number = 0; number < 520; number++)
    await formula.secretKeys.create({ name: `Robot ${number}`, scopes: ['secret_keys:write'] })
  const json = await (await world.client.events.export({ format: 'jsonl', type: 'secret_key' })).text()
  const events = json
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LetterlockEvent)
  assert.equal(new Set(events.map(({ id }) => id)).size, 522)

  const found = await (await world.client.events.export({ format: 'jsonl', search: 'robot 51' })).text()
  assert.equal(found.trim().split('\n').length, 11)

  const answer = await world.client.events.export({ format: 'csv' })
  assert.match(
    answer.headers.get('content-disposition') ?? '',
    /attachment; filename="letterlock-activity\.csv"/,
  )
  const [head = '', first = ''] = (await answer.text()).split('\r\n')
  assert.equal(
    head,
    'timestamp,type,actorType,actorId,actorName,connectionId,provider,endUserId,accountId,accountName,data,id',
  )
  assert.match(first, /,secret_key\.created,secret_key,key_\w+,"'=HYPERLINK\(""x""\),1",/)
  assert.match(first, /"\{""secretKeyId"":/)
})

test('the activity is forgotten after the time that was set', async () => {
  await using world = await startWorld({ LETTERLOCK_EVENT_RETENTION_DAYS: '1' })
  await world.client.secretKeys.create({ name: 'Old', scopes: ['tokens:read'] })
  const { store } = world.server.context
  assert.ok((await world.client.events.list()).items.length > 0)
  await store.events.sweep(Date.now() - 86_400_000)
  assert.ok((await world.client.events.list()).items.length > 0)
  await store.events.sweep(Date.now() + 1000)
  assert.equal((await world.client.events.list()).items.length, 0)
})
