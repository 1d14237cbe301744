import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { before, test } from 'node:test'
import { describeSchemas, readFreshTables, SCHEMA_DIRECTORY } from '../database-schema/describe-schemas.ts'
import { findWrongNames } from '../database-schema/find-wrong-names.ts'
import { readStatements } from '../database-schema/read-statements.ts'

const SERVER = resolve(import.meta.dirname, '../../server/src')

/** These name a virtual table of one database, or a database's own catalog. */
const NOT_OF_THE_SCHEMA = new Set([
  'store/sqlite/sqlite-search.ts',
  'store/postgres/copy-to-postgres.ts',
  'store/postgres/postgres-bulks.ts',
])
/** Names that another part of the statement explains. */
const OF_ANOTHER_PART: Readonly<Record<string, readonly string[]>> = {
  'authorization-server/delete-expired-records.ts': ['model', 'id_hash'],
  // Conditions of changes in pieces, and of whose turn it is.
  'store/jobs.ts': ['job_id', 'next_workspace', 'next_principal'],
  'store/webhooks/webhook-queue.ts': ['webhook_endpoint_id', 'queued', 'is_redelivery'],
  // Rows that are given to a statement, and those that it has changed.
  'store/sql.contract.ts': ['given', 'number'],
  'store/postgres/postgres-bulk-texts.ts': ['changed'],
  // A view of PostgreSQL.
  'store/postgres/postgres-bulks.ts': ['pg_prepared_statements', 'parameter_types'],
  'store/connections/connection-listings.ts': ['number', 'connection_id', 'listing'],
}

let fresh: Awaited<ReturnType<typeof readFreshTables>>
before(async () => {
  fresh = await readFreshTables()
})

test('the committed schema is that of a freshly migrated database', () => {
  for (const [name, text] of Object.entries(describeSchemas(fresh)))
    assert.equal(
      readFileSync(join(SCHEMA_DIRECTORY, name), 'utf8'),
      text,
      `server/src/store/schema/${name} is not what the migrations make: run \`npm run schema\``,
    )
})

test('statements name tables and columns that exist', () => {
  const files = globSync('**/*.ts', { cwd: SERVER, exclude: ['**/*.test.ts'] }).filter(
    (file) => !NOT_OF_THE_SCHEMA.has(file),
  )
  const statements = files.flatMap((file) =>
    readStatements(join(SERVER, file)).map((statement) => ({ file, ...statement })),
  )
  assert.ok(statements.length > 100, `only ${statements.length} statements were found`)
  const wrong = statements.flatMap(({ file, line, text }) =>
    findWrongNames(text, fresh.postgres)
      .filter((name) => !OF_ANOTHER_PART[file]?.includes(name))
      .map((name) => `${file}:${line} ${name}`),
  )
  assert.deepEqual(wrong, [])
})

test('a name that does not exist is found, also in a part of a statement', () => {
  const wrong = (text: string): string[] => findWrongNames(text, fresh.postgres)
  assert.deepEqual(wrong('SELECT id FROM workspaces WHERE nmae = $1'), ['nmae'])
  assert.deepEqual(wrong('UPDATE workspaces SET key_hash = $1'), ['key_hash'])
  assert.deepEqual(wrong('SELECT id FROM workspace'), ['workspace'])
  assert.deepEqual(wrong('lease_until IS NULL'), ['lease_until'])
  assert.deepEqual(wrong("SELECT count(*) AS others FROM members WHERE role = 'owner'"), [])
})
