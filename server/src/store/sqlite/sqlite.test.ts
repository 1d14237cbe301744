import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { after, test, type TestContext } from 'node:test'
import type { Worker } from 'node:worker_threads'
import { openSqlite } from './sqlite.ts'
import { runCallStoreContract } from '../calls/call-store.contract.ts'
import { runSqlContract } from '../sql.contract.ts'
import { runJobStoreContract } from '../job-store.contract.ts'
import { runWaitContract } from '../wait.contract.ts'
import { runStoreContract } from '../store.contract.ts'
import { runWebhookStoreContract } from '../webhooks/webhook-store.contract.ts'
import { outageOf } from '../../kernel/errors.ts'
import { createLog } from '../../kernel/log.ts'
import { watchOutages } from '../sql/outage.ts'
import { createStore } from '../store.ts'
import type { Sql } from '../sql/sql.ts'

const folder = mkdtempSync(join(tmpdir(), 'letterlock-store-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
const newFile = (): string => join(folder, `${++files}.db`)

/** Statements that may look at many rows run in a thread of their own in a database of this size. */
const LARGE = {
  text: "INSERT INTO write_checks (id, content) VALUES ('large', zeroblob(3000000))",
  values: [],
}

async function openLarge(): Promise<Sql> {
  const sql = openSqlite(newFile())
  await sql.write([LARGE])
  return sql
}

const openStore = async () =>
  createStore(watchOutages(await openLarge(), createLog('silent')), { expiringSoonMs: 1000 })

runStoreContract('sqlite', openStore)
runSqlContract('sqlite', () => Promise.resolve(openSqlite(newFile())))
runCallStoreContract('sqlite', openStore)
runWebhookStoreContract('sqlite', openStore)
runJobStoreContract('sqlite', openStore)
runWaitContract('sqlite', () => Promise.resolve(openSqlite(newFile())))

test('sqlite: a database that is newer than the program is refused and left alone', async () => {
  const file = newFile()
  await openSqlite(file).close()
  const database = new DatabaseSync(file)
  database.exec('PRAGMA user_version = 999')
  database.close()
  assert.throws(() => openSqlite(file), { name: 'StoreTooNewError', message: /version 999/ })
  const untouched = new DatabaseSync(file)
  assert.deepEqual({ ...untouched.prepare('PRAGMA user_version').get() }, { user_version: 999 })
  untouched.close()
})

test('sqlite: what was committed is durable, a failed write leaves nothing', async () => {
  const file = newFile()
  const sql = openSqlite(file)
  const insert =
    "INSERT INTO workspaces (id, name, allowed_return_urls, created_at) VALUES ($1, 'x', '[]', 0)"
  await assert.rejects(
    sql.write([
      { text: insert, values: ['ws_1'] },
      { text: insert, values: ['ws_1'] },
    ]),
  )
  assert.equal(await sql.one('SELECT 1 FROM workspaces', []), undefined)
  assert.deepEqual({ ...(await sql.one<object>('PRAGMA synchronous', [])) }, { synchronous: 2 })
  await sql.close()
})

test('sqlite: what may look at many rows has a thread of its own once there are many', async () => {
  const sql = openSqlite(newFile())
  let started = 0
  const count = (): void => void started++
  const look = (): Promise<object[]> => sql.scan('SELECT id FROM write_checks', [])
  // The thread that writes has started.
  await sql.write([{ text: 'DELETE FROM events', values: [] }])
  process.on('worker', count)
  assert.deepEqual(await look(), [])
  assert.equal(started, 0)
  await sql.write([LARGE])
  assert.deepEqual(
    (await look()).map((row) => ({ ...row })),
    [{ id: 'large' }],
  )
  assert.equal(started, 1)
  process.off('worker', count)
  await sql.close()
})

test('sqlite: what --import loads for the process is not loaded again in the threads', () => {
  const agent = `import { isMainThread } from 'node:worker_threads'; console.log(isMainThread)`
  const program = join(folder, 'program.mjs')
  writeFileSync(
    program,
    `import { openSqlite } from ${JSON.stringify(import.meta.resolve('./sqlite.ts'))}
const sql = openSqlite(${JSON.stringify(newFile())})
await sql.write([${JSON.stringify(LARGE)}])
await sql.scan('SELECT 1', [])
await sql.close()`,
  )
  const args = ['--import', `data:text/javascript,${encodeURIComponent(agent)}`, program]
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
  assert.deepEqual([status, stdout, stderr], [0, 'true\n', ''])
})

test('sqlite: a writer thread that has ended takes nothing with it, and the next write starts another', async (t) => {
  const threads = startedThreads(t)
  const file = newFile()
  const sql = watchOutages(openSqlite(file), createLog('silent'))
  const insert = (id: string) =>
    sql.write([{ text: 'INSERT INTO write_checks (id, content) VALUES ($1, zeroblob(1))', values: [id] }])
  await insert('before')
  const other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')
  const ended = Promise.allSettled([insert('one'), insert('two')])
  // The thread has both, and cannot commit them before it ends: it waits for the other.
  await nextTurn()
  const gone = threads[0]?.terminate()
  other.close()
  await gone
  for (const one of await ended) assert.ok(one.status === 'rejected' && outageOf(one.reason) !== undefined)
  assert.ok(await insert('afterwards'))
  assert.equal(threads.length, 2)
  const rows = await sql.all<{ id: string }>('SELECT id FROM write_checks ORDER BY id', [])
  assert.deepEqual(
    rows.map(({ id }) => id),
    ['afterwards', 'before'],
  )
  await sql.close()
})

test('sqlite: what was committed before the writer thread has ended is told as committed, and what it deleted leaves the files', async (t) => {
  const threads = startedThreads(t)
  const file = newFile()
  const sql = openSqlite(file)
  const content = 'a token that is deleted'
  await sql.write([
    { text: "INSERT INTO write_checks (id, content) VALUES ('erased', $1)", values: [content] },
  ])
  // After the commit, the thread waits for the reader, so that it can truncate the log.
  const reader = new DatabaseSync(file)
  reader.exec('BEGIN; SELECT * FROM write_checks')
  const erased = sql.write([{ text: 'DELETE FROM write_checks', values: [], erases: true }])
  await waitFor(
    () => sql.one('SELECT 1 FROM write_checks', []),
    (row) => row === undefined,
  )
  await threads[0]?.terminate()
  assert.equal(await erased, true)
  const isInFiles = (): boolean => [file, `${file}-wal`].some((one) => readFileSync(one).includes(content))
  assert.ok(isInFiles())
  reader.close()
  await sql.write([{ text: 'DELETE FROM events', values: [] }])
  await waitUntil(() => !isInFiles(), 'the next thread truncates the log')
  await sql.close()
})

/** The threads that are started during the test. */
function startedThreads(t: TestContext): readonly Worker[] {
  const threads: Worker[] = []
  const note = (message: unknown): number => threads.push((message as { readonly worker: Worker }).worker)
  subscribe('worker_threads', note)
  t.after(() => unsubscribe('worker_threads', note))
  return threads
}
