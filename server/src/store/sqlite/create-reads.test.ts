import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import type { SqlValue } from '../sql/sql.ts'
import { createReads } from './create-reads.ts'
import { createStatements, type Prepare } from './sqlite-statements.ts'

/** As Node 22 prepares a statement. */
const withoutArrays =
  (prepare: Prepare): Parameters<typeof createReads>[0] =>
  (text) => {
    const statement = prepare(text)
    return {
      get: (...values: SqlValue[]) => statement.get(...values),
      all: (...values: SqlValue[]) => statement.all(...values),
    }
  }

for (const [name, change] of [
  ['from arrays', (prepare: Prepare) => prepare],
  ['from objects, where the driver has no arrays', withoutArrays],
] as const)
  test(`rows have their columns by name, ${name}`, () => {
    using database = new DatabaseSync(':memory:')
    database.exec(
      "CREATE TABLE letters (id TEXT, size INTEGER, body BLOB); INSERT INTO letters VALUES ('b', NULL, x'0102')",
    )
    database.exec("INSERT INTO letters VALUES ('a', 7, NULL)")
    const reads = createReads(change(createStatements(database)))
    const one = 'SELECT id, size AS "sizeBytes", body FROM letters WHERE id = $1'
    const read = (id: string) => ({ ...reads.one(one, [id]) })
    assert.deepEqual(read('b'), { id: 'b', sizeBytes: null, body: new Uint8Array([1, 2]) })
    assert.deepEqual(read('a'), { id: 'a', sizeBytes: 7, body: null })
    assert.equal(reads.one(one, ['c']), undefined)
    const ids = reads.all('SELECT id FROM letters ORDER BY id', []).map((row) => ({ ...row }))
    assert.deepEqual(ids, [{ id: 'a' }, { id: 'b' }])
  })
