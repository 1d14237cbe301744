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

test('writes of one form are one statement, whose later parts are for what the first has changed', async () => {
  const queryOf = createQueries()
  const bulks = createPostgresBulks(queryOf)
  const note = 'INSERT INTO notes VALUES ($1, $2)'
  const noteOf = (row: string) => ({
    text: note,
    values: [1, row],
    bulk: {
      row: `note of ${row}`,
      text: (value: (n: number) => string, from: string) =>
        `INSERT INTO notes SELECT ${value(1)}, ${value(2)} ${from}`,
    },
  })
  const writeOf = (row: string) => ({
    kind: 'write' as const,
    statements: [statementOf(row, 5), noteOf(row)],
  })
  const writes = ['conn_b', 'conn_a', 'conn_b'].map(writeOf)
  assert.deepEqual(bulks.join(writes).joined, [], 'the types are not known yet')
  for (const all of [0, 1]) bulks.divide(writes.slice(0, 2).map(({ statements }) => statements[all]))
  await bulks.learn(clientThatKnows([TEXT, note].map((text) => queryOf(text, []).name)).client)
  const { joined, others } = bulks.join(writes)
  const given = (first: number): string =>
    `FROM unnest($${first}::bigint[], $${first + 1}::text[]) WITH ORDINALITY AS given (p1, p2, number)`
  assert.deepEqual(
    joined.map(({ query, positions }) => [query.text, query.values, positions]),
    [
      [
        `WITH changed AS (UPDATE connections SET due_at = given.p1 ${given(1)} WHERE id = given.p2 RETURNING given.number), ` +
          `follows1 AS (INSERT INTO notes SELECT given.p1, given.p2 FROM (SELECT given.* ${given(3)} WHERE number IN (SELECT number FROM changed)) AS given) ` +
          'SELECT number FROM changed',
        [
          [5, 5],
          ['conn_a', 'conn_b'],
          [1, 1],
          ['conn_a', 'conn_b'],
        ],
        [1, 0],
      ],
    ],
  )
  assert.deepEqual(others, [[2, writes[2]]], 'the second change of a row follows the first')
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
