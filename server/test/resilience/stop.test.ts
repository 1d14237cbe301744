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
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Client } from 'pg'

const MAIN = join(import.meta.dirname, '../../src/main.ts')

async function startServer(t: TestContext, folder: string, sandboxUrl: string) {
  const child = fork(MAIN, {
    env: {
      ...process.env,
      LETTERLOCK_DATA_DIR: folder,
      LETTERLOCK_PORT: '0',
      LETTERLOCK_SANDBOX_URL: sandboxUrl,
    },
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

test('a server that waits in its start, as for a migration of another, ends when it is told to', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-stop-'))
  t.after(() => rmSync(folder, { recursive: true }))
  await using postgres = await startPostgres()
  const url = await postgres.newDatabase()
  const [other, observer] = [new Client({ connectionString: url }), new Client({ connectionString: url })]
  await other.connect()
  await observer.connect()
  // The start creates this table too, and waits.
  await other.query('BEGIN')
  await other.query('CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY)')
  const child = fork(MAIN, {
    env: { ...process.env, LETTERLOCK_DATA_DIR: folder, LETTERLOCK_PORT: '0', LETTERLOCK_DATABASE_URL: url },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  t.after(() => child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  const waiting =
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
  await waitFor(
    () => observer.query(waiting),
    ({ rowCount }) => rowCount === 1,
    30_000,
  )
  child.kill('SIGTERM')
  assert.deepEqual(await ended, [1, null])
  await other.end()
  await observer.end()
})
