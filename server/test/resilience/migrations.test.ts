import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import type { Store } from '../../src/context.ts'
import { createLog } from '../../src/kernel/log.ts'
import { MIGRATIONS, type Dialect } from '../../src/store/pending-migrations.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import type { Sql } from '../../src/store/sql/sql.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { createStore } from '../../src/store/store.ts'
import { app, connection, event, how, NOW, PAGE, session } from '../../src/store/store.fixtures.ts'

const directory = mkdtempSync(join(tmpdir(), 'letterlock-migrations-'))
const VERSION = readdirSync(MIGRATIONS).length

let postgres: PostgresServer
before(async () => {
  postgres = await startPostgres()
})
after(async () => {
  await postgres[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

let count = 0

interface Database {
  /** An address, or a file. */
  readonly at: string
  open(migrations?: string): Promise<Sql>
  /** The version, and whether there is a table of this name. */
  look(table: string): Promise<{ readonly version: number; readonly exists: boolean }>
}

const DATABASES: Readonly<Record<Dialect, () => Promise<Database>>> = {
  async sqlite() {
    const at = join(directory, `${++count}.db`)
    return {
      at,
      open: async (migrations) => openSqlite(at, migrations),
      async look(table) {
        const database = new DatabaseSync(at)
        const { user_version } = database.prepare('PRAGMA user_version').get() as { user_version: number }
        const exists = database.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(table) !== undefined
        database.close()
        return { version: user_version, exists }
      },
    }
  },
  async postgres() {
    const at = await postgres.newDatabase()
    return {
      at,
      open: (migrations) => openPostgres(at, migrations),
      async look(table) {
        const client = new Client({ connectionString: at })
        await client.connect()
        const { rows: tables } = await client.query('SELECT 1 FROM pg_class WHERE relname = $1', [table])
        const { rows } = await client.query<{ version: number }>(
          'SELECT count(*)::int AS version FROM schema_migrations',
        )
        await client.end()
        return { version: rows[0]?.version ?? 0, exists: tables.length > 0 }
      },
    }
  },
}

/** The migrations of a program that knows one more. */
function withNewer(scripts: Readonly<Record<Dialect, string>>): string {
  const copy = join(directory, `migrations-${++count}`)
  cpSync(MIGRATIONS, copy, { recursive: true })
  const newer = join(copy, '9999-newer')
  mkdirSync(newer)
  for (const [dialect, script] of Object.entries(scripts))
    writeFileSync(join(newer, `${dialect}.sql`), script)
  return copy
}

const ADD_COLUMN = `ALTER TABLE connections ADD COLUMN note TEXT;
  ALTER TABLE workspaces ADD COLUMN plan TEXT NOT NULL DEFAULT 'free';
  CREATE TABLE notes (id TEXT PRIMARY KEY)`

const storeOf = (sql: Sql): Store =>
  createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 0 })

/** What a server does all day: it reads, saves, leases and changes. */
async function work(store: Store, id: string): Promise<void> {
  assert.equal(await store.connections.save({ ...connection, id, endUserId: id }, null, [event()]), true)
  const leased = await store.connections.acquireLease({ ...connection, id }, { leaseMs: 60_000, now: NOW })
  assert.ok(leased)
  const change = { refreshStartedAt: null, endLease: true }
  assert.equal(await store.connections.change(leased, change, how([], 'fencing_token')), true)
  assert.equal((await store.connections.read('ws_1', id))?.endUserId, id)
  assert.ok((await store.connections.list('ws_1', {}, PAGE)).some((one) => one.id === id))
  assert.ok(await store.workspaces.read('ws_1'))
}

for (const dialect of ['sqlite', 'postgres'] as const) {
  test(`${dialect}: an older server goes on beside a newer one, and does not start again`, async () => {
    const database = await DATABASES[dialect]()
    const older = storeOf(await database.open())
    const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
    await older.workspaces.insert(workspace, NOW)
    await older.oauthApps.insert(app, event('oauth_app.created'))
    await older.connectSessions.insert(session, 'token-hash', NOW)
    // Its statements are prepared now.
    await work(older, 'conn_1')
    const newer = storeOf(await database.open(withNewer({ sqlite: ADD_COLUMN, postgres: ADD_COLUMN })))
    try {
      await work(older, 'conn_2')
      await work(newer, 'conn_3')
      assert.deepEqual(
        (await older.connections.list('ws_1', {}, PAGE)).map(({ id }) => id),
        ['conn_1', 'conn_2', 'conn_3'],
      )
      await assert.rejects(database.open(), { name: 'StoreTooNewError' })
      assert.deepEqual(await database.look('notes'), { version: VERSION + 1, exists: true })
    } finally {
      await older.close()
      await newer.close()
    }
  })

  test(`${dialect}: a migration that fails changes nothing, and the next try is free`, async () => {
    const database = await DATABASES[dialect]()
    await (await database.open()).close()
    const broken = withNewer({ sqlite: `${ADD_COLUMN}; nonsense`, postgres: `${ADD_COLUMN}; nonsense` })
    await assert.rejects(database.open(broken), /nonsense/)
    assert.deepEqual(await database.look('notes'), { version: VERSION, exists: false })
    await (await database.open(withNewer({ sqlite: ADD_COLUMN, postgres: ADD_COLUMN }))).close()
    assert.deepEqual(await database.look('notes'), { version: VERSION + 1, exists: true })
  })
}

/** Long enough that every process finds the database as it was. */
const SLOW = withNewer({
  sqlite: `${ADD_COLUMN}; INSERT INTO notes
    WITH RECURSIVE counted AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM counted WHERE n < 4000000)
    SELECT 'note_' || max(n) FROM counted`,
  postgres: `${ADD_COLUMN}; SELECT pg_sleep(1)`,
})
const PROCESSES = 4

for (const [dialect, opener] of [
  ['sqlite', 'openSqlite'],
  ['postgres', 'openPostgres'],
] as const)
  test(`${dialect}: of ${PROCESSES} processes that start at once, one migrates, and all of them open the database`, async () => {
    const database = await DATABASES[dialect]()
    const module = pathToFileURL(join(import.meta.dirname, `../../src/store/${dialect}/${dialect}.ts`)).href
    const program = `import { ${opener} } from ${JSON.stringify(module)}
      await (await ${opener}(...process.argv.slice(1))).close()`
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, database.at, SLOW])
    await Promise.all(Array.from({ length: PROCESSES }, run))
    assert.deepEqual(await database.look('notes'), { version: VERSION + 1, exists: true })
  })
