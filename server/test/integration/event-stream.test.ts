import { startServer } from '@letterlock/server/start-server.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn, type DashboardSession } from '@letterlock/testing/dashboard-session.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/** What a stream says, until `enough` of it was said or it ends. */
async function* changesOf(browser: DashboardSession): AsyncGenerator<string> {
  const response = await browser.ask('GET', '/v1/events/stream')
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  assert.ok(response.body)
  const said = response.body.pipeThrough(new TextDecoderStream())
  for await (const text of said) if (text.includes('event: changed')) yield text
}

for (const database of ['SQLite', 'PostgreSQL'])
  test(`a client of the event stream gets each change, on ${database}, until they are signed out`, async () => {
    await using server = database === 'PostgreSQL' ? await startPostgres() : undefined
    await using world = await startWorld(server && { LETTERLOCK_DATABASE_URL: await server.newDatabase() })
    await setupOwner(world)
    const { id } = await connect(world)
    const browser = await signIn(world)
    const changes = changesOf(browser)
    assert.equal((await changes.next()).done, false, 'at the beginning, for what was missed')
    await world.client.connections.disconnect(id)
    const message = await changes.next()
    assert.equal(message.done, false)
    assert.ok(!message.value?.includes(id), 'what has happened is not in it')
    assert.equal((await browser.ask('POST', '/auth/sign-out', {})).status, 200)
    await world.client.workspace.update({ name: 'Renamed' })
    assert.equal((await changes.next()).done, true)
  })

test('a change by another process is message as well', async () => {
  await using server = await startPostgres()
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await server.newDatabase() })
  await setupOwner(world)
  const logTo = { write: () => undefined }
  await using other = await startServer(world.config, { logTo })
  const changes = changesOf(await signIn(world))
  await changes.next()
  const answer = await fetch(`${other.localUrl}/v1/workspace`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Renamed elsewhere' }),
  })
  assert.equal(answer.status, 200)
  assert.equal((await changes.next()).done, false)
  await changes.return(undefined)
})

test('a stream ends when the scopes of its principal change, and the others go on', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  const admin = await join(world, owner, 'admin', 'Ada Admin')
  const kept = changesOf(owner)
  await kept.next()
  const lost = await admin.ask('GET', '/v1/events/stream')
  assert.equal(lost.status, 200)
  const { items } = (await (await owner.ask('GET', '/v1/members')).json()) as {
    items: { id: string; role: string }[]
  }
  const { id = '' } = items.find(({ role }) => role === 'admin') ?? {}
  assert.equal((await owner.ask('PATCH', `/v1/members/${id}`, { role: 'member' })).status, 204)
  await world.client.workspace.update({ name: 'Renamed' })
  // Read to its end.
  await lost.text()
  assert.equal((await kept.next()).done, false)
  await kept.return(undefined)
  const again = await admin.ask('GET', '/v1/events/stream')
  assert.equal(again.status, 200, 'a new stream has the new scopes')
  await again.body?.cancel()
})
