import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PoolClient } from 'pg'
import { createPostgresBulks } from './postgres-bulks.ts'
import { createQueries } from './postgres-queries.ts'

const TEXT = 'UPDATE connections SET due_at = $1 WHERE id = $2'
const statementOf = (row: string, dueAt: number) => ({
  text: TEXT,
  values: [dueAt, row],
  mustChange: true,
  bulk: {
    row,
    text: (value: (n: number) => string, from: string) =>
      `UPDATE connections SET due_at = ${value(1)} ${from} WHERE id = ${value(2)} RETURNING given.number`,
  },
})

/** A connection to PostgreSQL that has prepared these statements. */
function clientThatKnows(names: readonly string[]) {
  const asked: unknown[] = []
  const rows = names.map((name) => ({ name, types: ['bigint', 'text'] }))
  const query = (text: string): Promise<unknown> => {
    asked.push(text)
    return Promise.resolve({ rows })
  }
  return { asked, client: { query } as unknown as PoolClient }
}

test('a bulk locks its rows in the order of their IDs, and says which position each has', async () => {
  const queryOf = createQueries()
  const bulks = createPostgresBulks(queryOf)
  const statements = ['conn_c', 'conn_a', 'conn_b', 'conn_a'].map((row, index) => statementOf(row, index))
  assert.deepEqual(
    bulks.divide(statements).single.map(([position]) => position),
    [0, 1, 2, 3],
  )
  await bulks.learn(clientThatKnows([queryOf(TEXT, []).name]).client)
  const {
    bulks: [bulk],
    single,
  } = bulks.divide(statements)
  assert.equal(
    bulk?.query.text,
    'UPDATE connections SET due_at = given.p1 FROM unnest($1::bigint[], $2::text[]) WITH ORDINALITY AS given (p1, p2, number) WHERE id = given.p2 RETURNING given.number',
  )
  assert.deepEqual(bulk.query.values, [
    [1, 2, 0],
    ['conn_a', 'conn_b', 'conn_c'],
  ])
  assert.deepEqual(bulk.positions, [1, 2, 0])
  assert.deepEqual(single, [[3, statements[3]]], 'the second change of a row follows the first')
})

test('behind a pooler, which does not know the statement, it stops asking', async () => {
  const bulks = createPostgresBulks(createQueries())
  const { asked, client } = clientThatKnows([])
  for (let group = 0; group < 10; group++) {
    bulks.divide([statementOf('conn_a', 1), statementOf('conn_b', 1)])
    await bulks.learn(client)
  }
  assert.equal(asked.length, 3)
})
