import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import { runCallStoreContract } from '../../src/store/calls/call-store.contract.ts'
import { runSqlContract } from '../../src/store/sql.contract.ts'
import { jobOf, runJobStoreContract } from '../../src/store/job-store.contract.ts'
import { runWaitContract } from '../../src/store/wait.contract.ts'
import { runStoreContract } from '../../src/store/store.contract.ts'
import { runWebhookStoreContract } from '../../src/store/webhooks/webhook-store.contract.ts'
import { createLog } from '../../src/kernel/log.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { createStore } from '../../src/store/store.ts'
import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'

const openStore = async (url: string) =>
  createStore(watchOutages(await openPostgres(url), createLog('silent')), { expiringSoonMs: 1000 })

const WAITS = `SELECT 1 AS waits FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`

let server: PostgresServer
before(async () => {
  server = await startPostgres()
})
after(() => server[Symbol.asyncDispose]())

runStoreContract('postgres', async () => openStore(await server.newDatabase()))
runSqlContract('postgres', async () => openPostgres(await server.newDatabase()))
runCallStoreContract('postgres', async () => openStore(await server.newDatabase()))
runWebhookStoreContract('postgres', async () => openStore(await server.newDatabase()))
runJobStoreContract('postgres', async () => openStore(await server.newDatabase()))
runWaitContract('postgres', async () => openPostgres(await server.newDatabase()))

test('postgres: a database that is newer than the program is refused and left alone', async () => {
  const url = await server.newDatabase()
  await (await openPostgres(url)).close()
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('INSERT INTO schema_migrations VALUES (999)')
  await assert.rejects(openPostgres(url), { name: 'StoreTooNewError', message: /version 999/ })
  await client.end()
})

test('postgres: ten processes that start at once migrate a new database once', async () => {
  const url = await server.newDatabase()
  const opened = await Promise.all(Array.from({ length: 10 }, () => openPostgres(url)))
  for (const sql of opened) await sql.close()
})

test('postgres: connections that were cut are replaced', async () => {
  const url = await server.newDatabase()
  const store = await openStore(url)
  await store.workspaces.insert(
    { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 },
    0,
  )
  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  )
  await client.end()
  await assert.doesNotReject(async () => {
    for (let tries = 0; tries < 20; tries++) {
      const found = await store.workspaces.read('ws_1').catch(() => undefined)
      if (found?.name === 'One' && (await store.isReady())) return
    }
    throw new Error('never came back')
  })
  await store.close()
})

test('postgres: calls and guesses are counted anew after the clock of the database was put back', async () => {
  const url = await server.newDatabase()
  const store = await openStore(url)
  const client = new Client({ connectionString: url })
  await client.connect()
  const { callSlots, guessCounts } = store
  assert.ok(callSlots && guessCounts)
  const rate = { calls: 1, seconds: 1 }
  const countCall = (): Promise<number> => callSlots.countCalls('q', { rate, count: 1, windowMs: 60_000 })
  const lease = (): Promise<number> => callSlots.lease('q', { most: 1, count: 1, leaseMs: 60_000 })
  const guess = async (): Promise<number> => (await guessCounts.count('g', 60_000)).count
  const all = async (): Promise<number[]> => [await countCall(), await lease(), await guess()]
  assert.deepEqual(await all(), [1, 1, 1])
  assert.deepEqual(await all(), [0, 0, 2])
  await client.query('UPDATE call_slots SET free_at = free_at + 86400000')
  await client.query('UPDATE guess_counts SET ends_at = ends_at + 86400000')
  assert.deepEqual(await all(), [1, 1, 1])
  await client.end()
  await store.close()
})

test('postgres: a job that another server inserts counts, although it is not yet committed', async () => {
  const url = await server.newDatabase()
  const sql = await openPostgres(url)
  const store = createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 1000 })
  await store.workspaces.insert(
    { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 },
    0,
  )
  assert.ok(await store.jobs.insert(jobOf('ws_1', 0, 'key_2'), 1))
  const other = new Client({ connectionString: url })
  await other.connect()
  await other.query('BEGIN')
  await other.query("SELECT id FROM workspaces WHERE id = 'ws_1' FOR NO KEY UPDATE")
  await other.query("UPDATE jobs SET principal_id = 'key_1'")
  let isDone = false
  const inserted = store.jobs.insert(jobOf('ws_1', 1, 'key_1'), 1).finally(() => (isDone = true))
  await waitUntil(async () => isDone || (await sql.one(WAITS, [])) !== undefined, 'the insert waits')
  await other.query('COMMIT')
  assert.equal(await inserted, false)
  await other.end()
  await store.close()
})

test('postgres: a write that meets a deadlock is run again, once the other transaction is over', async () => {
  const url = await server.newDatabase()
  const sql = await openPostgres(url)
  const insert =
    "INSERT INTO workspaces (id, name, allowed_return_urls, created_at) VALUES ($1, 'One', '[]', 0)"
  for (const id of ['ws_1', 'ws_2']) await sql.write([{ text: insert, values: [id] }])
  const rename = (id: string) => ({
    text: "UPDATE workspaces SET name = name || ' more' WHERE id = $1",
    values: [id],
  })
  const other = new Client({ connectionString: url })
  await other.connect()
  const run = ({ text, values }: ReturnType<typeof rename>) => other.query(text, values)
  // PostgreSQL rolls back the transaction that notices the deadlock: the write, after a second.
  await other.query("SET deadlock_timeout = '60s'")
  await other.query('BEGIN')
  await run(rename('ws_2'))
  const written = sql.write([rename('ws_1'), rename('ws_2')])
  await waitUntil(async () => (await sql.one(WAITS, [])) !== undefined, 'the write waits for the other row')
  await run(rename('ws_1'))
  await other.query('COMMIT')
  assert.equal(await written, true)
  assert.deepEqual(await sql.all('SELECT name FROM workspaces ORDER BY id', []), [
    { name: 'One more more' },
    { name: 'One more more' },
  ])
  await other.end()
  await sql.close()
})
