import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { startServer } from '../../server/src/start-server.ts'
import { readConfig } from '../../server/src/config/config.ts'
import { openSql } from '../../server/src/store/open-sql.ts'
import { readFreshTables } from '../database-schema/describe-schemas.ts'
import { readPostgresTables } from '../database-schema/postgres-tables.ts'
import { readSqliteTables } from '../database-schema/sqlite-tables.ts'
import { assertReadable } from '@letterlock/testing/upgrade-fixture/assert-readable.ts'
import { FIXTURE_KEY, type UpgradeFacts } from '@letterlock/testing/upgrade-fixture/fill-database.ts'
import { FIXTURES_DIRECTORY, schemaVersions } from '../upgrade-fixture/fixtures.ts'

const directory = mkdtempSync(join(tmpdir(), 'letterlock-upgrades-'))
let postgres: PostgresServer
let fresh: Awaited<ReturnType<typeof readFreshTables>>
before(async () => {
  postgres = await startPostgres()
  fresh = await readFreshTables()
})
after(async () => {
  await postgres[Symbol.asyncDispose]()
  rmSync(directory, { recursive: true })
})

/** Tables with data that a crash may lose, or that only test the disk. */
const WITHOUT_ROWS = new Set(['account_leases', 'call_slots', 'call_waiters', 'write_checks'])

const readFixture = (version: string, name: string): string =>
  readFileSync(join(FIXTURES_DIRECTORY, version, name), 'utf8')

/** Starts the server on a database, and reads everything. */
async function assertServes(
  version: string,
  database: { readonly databaseUrl: string | null; readonly databaseFile: string },
): Promise<void> {
  const facts = JSON.parse(readFixture(version, 'facts.json')) as UpgradeFacts
  const config = readConfig({
    LETTERLOCK_PORT: '0',
    LETTERLOCK_DATA_DIR: mkdtempSync(join(directory, 'data-')),
    // Nothing listens there: every call to a provider fails immediately.
    LETTERLOCK_SANDBOX_URL: 'http://127.0.0.1:9',
    LETTERLOCK_LOG_LEVEL: 'silent',
    LETTERLOCK_ENCRYPTION_KEYS: FIXTURE_KEY,
  })
  await using server = await startServer({ ...config, ...database }, { now: () => new Date(facts.now) })
  const sql = await openSql(database)
  try {
    await assertReadable({ server, sql, facts })
  } finally {
    await sql.close()
  }
}

test('every schema version has a fixture', () => {
  const missing = schemaVersions().filter(
    ({ name }) => !existsSync(join(FIXTURES_DIRECTORY, name, 'facts.json')),
  )
  assert.deepEqual(missing, [], 'run `npm run upgrade-fixture`')
})

for (const { name } of schemaVersions()) {
  test(`sqlite: a database of ${name} is upgraded, and every kind of row is read`, async () => {
    const databaseFile = join(directory, `${name}.db`)
    const database = new DatabaseSync(databaseFile)
    database.exec(readFixture(name, 'sqlite.sql'))
    for (const table of readSqliteTables(databaseFile))
      if (!WITHOUT_ROWS.has(table.name))
        assert.ok(
          database.prepare(`SELECT 1 FROM ${table.name}`).get(),
          `the fixture has no row of ${table.name}`,
        )
    assert.deepEqual(database.prepare('PRAGMA foreign_key_check').all(), [])
    database.close()
    await assertServes(name, { databaseUrl: null, databaseFile })
    assert.deepEqual(
      readSqliteTables(databaseFile).map(({ columns, indexes }) => ({ columns, indexes })),
      fresh.sqlite.map(({ columns, indexes }) => ({ columns, indexes })),
      'an upgraded database is like a new one',
    )
  })

  test(`postgres: a database of ${name} is upgraded, and every kind of row is read`, async () => {
    const databaseUrl = await postgres.newDatabase()
    const client = new Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(readFixture(name, 'postgres.sql'))
    await client.end()
    await assertServes(name, { databaseUrl, databaseFile: '' })
    const sorted = await readPostgresTables(databaseUrl)
    assert.deepEqual(sorted, fresh.postgres, 'an upgraded database is like a new one')
  })
}
