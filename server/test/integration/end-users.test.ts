import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { connect } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { endUserExport } from '../../src/http/schemas/end-user.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

const ID = 'nora+42@customers.example'

async function useConnection({ server, secretKey, client }: TestWorld, id: string): Promise<void> {
  const headers = { authorization: `Bearer ${secretKey}` }
  await fetch(`${server.localUrl}/v1/proxy/${id}/3.0/lists`, { headers })
  await waitFor(
    async () => (await client.calls.list({ connectionId: id })).items,
    (calls) => calls.length > 0,
  )
}

/** Every text and number of the database that contains this text. */
async function placesOf(world: TestWorld, text: string): Promise<string[]> {
  const sql = openSqlite(world.config.databaseFile)
  try {
    const tables = await sql.all<{ name: string }>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'",
      [],
    )
    const found: string[] = []
    for (const { name } of tables)
      for (const row of await sql.all<Record<string, unknown>>(`SELECT * FROM ${name}`, []))
        if (JSON.stringify(row).includes(text)) found.push(name)
    return found
  } finally {
    await sql.close()
  }
}

test('everything about an end user is exported without credentials, then erased with a receipt', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  await world.client.webhookEndpoints.create({ url: receiver.url })
  const { client } = world
  const first = await connect(world, { endUserId: ID })
  const second = await connect(world, { endUserId: ID, provider: 'mailup' })
  const other = await connect(world, { endUserId: 'someone-else' })
  await client.connectSessions.create({
    endUserId: ID,
    providers: ['mailchimp'],
    returnUrl: 'http://127.0.0.1:9/connected',
  })
  await useConnection(world, first.id)
  await useConnection(world, other.id)
  await waitFor(
    () => receiver.received.length,
    (count) => count >= 3,
  )
  const { accessToken } = await client.connections.getAccessToken(first.id)

  const exported = await client.endUsers.export(ID)
  assert.equal(exported.endUserId, ID)
  assert.deepEqual(new Set(exported.connections.map(({ endUserId }) => endUserId)), new Set([ID]))
  assert.equal(exported.connections.length, 2)
  assert.equal(exported.calls.length, 1)
  assert.ok(exported.events.some(({ type }) => type === 'connection.created'))
  assert.ok(!JSON.stringify(exported).includes(accessToken))
  assert.ok(!JSON.stringify(exported).includes(other.id))

  const receipt = await client.endUsers.erase(ID)
  assert.deepEqual([receipt.connections.length, receipt.callCount], [2, 1])
  assert.ok(receipt.connectSessionCount >= 1)
  assert.ok(receipt.webhookDeliveryCount >= 1)
  assert.deepEqual(
    receipt.connections.flatMap(({ deletedCredentials }) => deletedCredentials),
    ['oauth', 'oauth'],
  )
  const [event] = (await client.events.list({ type: 'end_user.erased' })).items
  assert.equal(event?.id, receipt.id)
  assert.ok(!JSON.stringify(event).includes(ID), 'the event that stays has a hash')
  assert.deepEqual(await placesOf(world, ID), [])
  // What happened stays, without data, once its webhooks are delivered.
  await waitFor(
    async () => [...new Set(await placesOf(world, second.id))],
    (places) => isDeepStrictEqual(places, ['events']),
  )

  assert.equal(await errorCodeOf(client.endUsers.erase(ID)), 'end_user_not_found')
  assert.equal(await errorCodeOf(client.endUsers.export(ID)), 'end_user_not_found')
  assert.equal((await client.connections.list()).items.length, 1, 'others are left alone')
  assert.equal((await client.calls.list({ connectionId: other.id })).items.length, 1)
})

test('exporting and erasing each need their scope', async () => {
  await using world = await startWorld()
  await connect(world, { endUserId: ID })
  const { secret = '' } = await world.client.secretKeys.create({ name: 'reads', scopes: ['end_users:read'] })
  const url = `${world.server.localUrl}/v1/end-users/${encodeURIComponent(ID)}`
  const headers = { authorization: `Bearer ${secret}` }
  assert.equal((await fetch(`${url}/export`, { headers })).status, 200)
  assert.equal((await fetch(url, { method: 'DELETE', headers })).status, 403)
})

test('an erasure includes the calls of a moment ago, which are not yet written, and those that still run', async () => {
  await using world = await startWorld()
  const { server, secretKey, client } = world
  const { id } = await connect(world, { endUserId: ID })
  const call = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${secretKey}` }
    const response = await fetch(`${server.localUrl}/v1/proxy/${id}/3.0/lists`, { headers })
    await response.arrayBuffer().catch(() => undefined)
    return response.status
  }
  assert.equal(await call(), 200)
  const { faults, requests } = world.sandbox.world
  requests.clear()
  faults.add({ kind: 'slow_body', delayMs: 700 })
  const running = call()
  await waitFor(
    () => requests.list().length,
    (count) => count > 0,
  )
  await client.endUsers.erase(ID)
  assert.equal(await running, 200)
  // It writes what is waiting.
  await server.close()
  assert.deepEqual(await placesOf(world, '/3.0/lists'), [])
  assert.ok(!(await placesOf(world, id)).includes('call_totals'))
})

test('what a receiver has answered goes with the connection, and what it answers after that is not kept', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const { client } = world
  const waiting: ServerResponse[] = []
  const createEndpoint = async (): Promise<string> =>
    (await client.webhookEndpoints.create({ url: receiver.url, eventTypes: ['connection.created'] })).id
  const [atOnce, late] = [await createEndpoint(), await createEndpoint()]
  // Each gets the event once: the first is answered, the second is still waited for while the connection is deleted.
  receiver.respond(({ body }, response) =>
    waiting.length === 0 && receiver.received.length === 1 ? response.end(body) : void waiting.push(response),
  )
  const { id } = await connect(world, { endUserId: ID })
  const deliveries = async () =>
    (await Promise.all([atOnce, late].map((endpoint) => client.webhookDeliveries.list(endpoint)))).flatMap(
      ({ items }) => items,
    )
  await waitFor(deliveries, ({ length }) => length === 1)
  assert.ok(
    (await placesOf(world, ID)).includes('webhook_deliveries'),
    'the receiver repeats what it is sent',
  )
  await waitFor(
    () => waiting.length,
    (count) => count === 1,
  )
  await client.connections.delete(id)
  assert.deepEqual(await placesOf(world, ID), ['connect_sessions'])
  waiting[0]?.end(receiver.received[1]?.body)
  const logged = await waitFor(deliveries, ({ length }) => length === 2)
  assert.deepEqual(
    logged.map(({ status, responseBody }) => [status, responseBody]),
    [
      ['succeeded', null],
      ['succeeded', null],
    ],
  )
  assert.deepEqual(await placesOf(world, ID), ['connect_sessions'])
})

test('what is erased is gone from the files of the database, also where there is no connection', async () => {
  await using world = await startWorld()
  const { dataDirectory } = world.config
  const filesWith = (text: string): string[] =>
    readdirSync(dataDirectory).filter((name) => readFileSync(join(dataDirectory, name)).includes(text))
  await world.client.connectSessions.create({
    endUserId: ID,
    providers: ['mailchimp'],
    returnUrl: 'http://127.0.0.1:9/',
  })
  assert.notDeepEqual(filesWith(ID), [])
  await world.client.endUsers.erase(ID)
  assert.deepEqual(filesWith(ID), [])
})

const MANY_CALLS = 1203

test('an export has every call, and is sent page by page: however many there are, they are not in memory', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { endUserId: ID })
  const { id: workspaceId } = await world.client.workspace.get()
  const sql = openSqlite(world.config.databaseFile)
  const text = `WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${MANY_CALLS})
    INSERT INTO calls (id, workspace_id, type, started_at, request_id, principal_type, principal_id, connection_id, method, path,
      duration_ms, provider_duration_ms, provider_request_count, retry_count, request_bytes, response_bytes)
    SELECT 'call_' || substr('0000000000' || i, -10), $1, 'proxy', i, 'req_1', 'secret_key', 'key_1', $2, 'GET', '/3.0/' || i, 1, 1, 1, 0, 0, 0 FROM numbers`
  await sql.write([{ text, values: [workspaceId, id] }])
  await sql.close()
  const headers = { authorization: `Bearer ${world.secretKey}` }
  const url = `${world.server.localUrl}/v1/end-users/${encodeURIComponent(ID)}/export`
  const response = await fetch(url, { headers })
  assert.equal(response.headers.get('content-length'), null)
  const exported: unknown = await response.json()
  const known = endUserExport.strict().parse(exported)
  assert.deepEqual(exported, known, 'nothing that the description lacks')
  assert.deepEqual(
    known.calls.map(({ path }) => path),
    Array.from({ length: MANY_CALLS }, (_, index) => `/3.0/${MANY_CALLS - index}`),
  )
  assert.equal(await (await fetch(url, { headers, method: 'HEAD' })).text(), '')
})
