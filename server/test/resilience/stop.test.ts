import { Letterlock } from '@letterlock/sdk'
import { startSandbox } from '@letterlock/sandbox/sandbox.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { TOKEN_PATH } from '@letterlock/testing/mailup.ts'
import { mailup } from '@letterlock/testing/refreshing-providers.ts'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { addOAuthApp } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { programOf } from 'letterlock/launch.ts'
import { Client } from 'pg'
import { openSql } from '../../src/store/open-sql.ts'

const MAIN = programOf('server')

async function startServer(t: TestContext, folder: string, sandboxUrl: string) {
  const child = fork(MAIN, {
    env: {
      ...process.env,
      LETTERLOCK_DATA_DIR: folder,
      LETTERLOCK_PORT: '0',
      LETTERLOCK_SANDBOX_URL: sandboxUrl,
    },
    // Without what ends a test file when its runner ends.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  t.after(() => child.kill('SIGKILL'))
  let log = ''
  child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()))
  const ended = once(child, 'exit')
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  const client = new Letterlock({ url, secretKey, maxRetries: 0 })
  return { child, client, ended, log: () => log, server: { url } }
}

test('a server that is told to stop finishes a slow refresh, however often it is told', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-stop-'))
  t.after(() => rmSync(folder, { recursive: true }))
  await using sandbox = await startSandbox()
  const provider = mailup('strict')
  const first = await startServer(t, folder, sandbox.url)
  await addOAuthApp({ ...first, sandbox }, provider.id)
  provider.prepare(sandbox)
  const { id } = await connect(first, { provider: provider.id })

  const { requests, faults } = sandbox.world
  requests.clear()
  faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs: 11_000, remaining: 1 })
  const refreshed = first.client.connections.refresh(id)
  await waitUntil(() => requests.list().length > 0, 'the provider is asked')
  first.child.kill('SIGTERM')
  await waitUntil(() => first.log().includes('server stopping'), 'it has begun to stop')
  first.child.kill('SIGTERM')
  assert.equal((await refreshed).status, 'connected')
  assert.deepEqual(await first.ended, [0, null])
  assert.match(
    first.log(),
    /"reason":"SIGTERM","msg":"server stopping"}\n(?:.*\n)*.*"msg":"server stopped"}\n$/,
  )

  const second = await startServer(t, folder, sandbox.url)
  assert.equal((await second.client.connections.refresh(id)).status, 'connected')
  second.child.kill('SIGTERM')
  await second.ended
})

interface Start {
  /** What another transaction does first; the start waits for it. */
  readonly blockedBy: string
  readonly temporary?: boolean
}

/** Starts a server on a new PostgreSQL database, and waits until it waits for a lock there. */
async function startBlocked(t: TestContext, { blockedBy, temporary = false }: Start) {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-stop-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const postgres = await startPostgres()
  t.after(() => postgres[Symbol.asyncDispose]())
  const url = await postgres.newDatabase()
  const [other, observer] = [new Client({ connectionString: url }), new Client({ connectionString: url })]
  await other.connect()
  await observer.connect()
  await other.query('BEGIN')
  await other.query(blockedBy)
  const child = fork(MAIN, temporary ? ['--temporary'] : [], {
    env: { ...process.env, LETTERLOCK_DATA_DIR: folder, LETTERLOCK_PORT: '0', LETTERLOCK_DATABASE_URL: url },
    // Without what ends a test file when its runner ends.
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  t.after(() => child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (text += chunk.toString()))
  const ended = once(child, 'close')
  const waiting =
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
  await waitFor(
    () => observer.query(waiting),
    ({ rowCount }) => rowCount === 1,
  )
  const close = async (): Promise<void> => {
    await other.end()
    await observer.end()
  }
  return { child, ended, folder, other, printed: () => text, close }
}

for (const [what, blockedBy] of [
  ['lock', 'SELECT pg_advisory_xact_lock(7411004417)'],
  ['first table', 'CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY)'],
] as const)
  test(`a start that waits for the ${what} of another's migration ends when it is told to, and says so`, async (t) => {
    const { child, ended, folder, printed, close } = await startBlocked(t, { blockedBy, temporary: true })
    assert.ok(existsSync(join(folder, 'encryption.key')))
    child.kill('SIGTERM')
    assert.deepEqual(await ended, [1, null])
    assert.match(printed(), /^Letterlock cannot start: it was told to stop before it had started$/m)
    assert.ok(!existsSync(folder), 'a temporary data directory is deleted')
    await close()
  })

// A table of the first migration, which therefore waits in the middle of its work.
const SLOW_MIGRATION = 'CREATE TABLE secret_keys (id TEXT)'

test('a start that works when it is told to stop finishes its work, and then stops', async (t) => {
  const { child, ended, other, printed, close } = await startBlocked(t, { blockedBy: SLOW_MIGRATION })
  child.kill('SIGTERM')
  // Longer than the margin of a stop.
  await other.query('SELECT pg_sleep(6)')
  await other.query('ROLLBACK')
  assert.deepEqual(await ended, [0, null], printed())
  assert.match(printed(), /"msg":"database migrated"}\n(?:.*\n)*.*"msg":"server stopped"}\n/)
  await close()
})

test('a parent that ends during a slow start does not make it fail', async (t) => {
  const { child, other, printed, close } = await startBlocked(t, { blockedBy: SLOW_MIGRATION })
  // After this, Node tells no “close” of it.
  const ended = once(child, 'exit')
  child.disconnect()
  await other.query('ROLLBACK')
  assert.deepEqual(await ended, [0, null], printed())
  await close()
})

test('a second SIGINT ends a start that works, and its temporary data directory is deleted', async (t) => {
  const { child, ended, folder, close } = await startBlocked(t, {
    blockedBy: SLOW_MIGRATION,
    temporary: true,
  })
  await waitUntil(() => {
    child.kill('SIGINT')
    return child.exitCode !== null
  }, 'it has ended')
  assert.deepEqual(await ended, [130, null])
  assert.ok(!existsSync(folder))
  await close()
})

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  test(`a backup that ${signal} ends has not succeeded, and leaves no file`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-stop-'))
    t.after(() => rmSync(folder, { recursive: true }))
    const databaseFile = join(folder, 'letterlock.db')
    await (await openSql({ databaseUrl: null, databaseFile })).close()
    using database = new DatabaseSync(databaseFile)
    // Large enough for a copy to be seen under way.
    database.exec('CREATE TABLE large (bytes BLOB); INSERT INTO large VALUES (zeroblob(200000000))')
    const target = join(folder, 'copies')
    mkdirSync(target)
    const watcher = watch(target)
    t.after(() => watcher.close())
    const begun = once(watcher, 'change')
    const child = fork(MAIN, ['backup', join(target, 'copy.db')], {
      env: { ...process.env, LETTERLOCK_DATA_DIR: folder },
      // Without what ends a test file when its runner ends.
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    t.after(() => child.kill('SIGKILL'))
    const ended = once(child, 'exit')
    await begun
    child.kill(signal)
    assert.deepEqual(await ended, [code, null])
    assert.deepEqual(readdirSync(target), [])
  })
