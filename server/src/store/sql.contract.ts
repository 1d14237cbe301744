import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insertEvent } from './events/events.ts'
import type { Sql } from './sql/sql.ts'
import { event, NOW } from './store.fixtures.ts'

/** Statements of one text are sent as one once their types are known, which takes a few groups. */
const ROUNDS = 6

/**
 * The contract of every database driver.
 * @param open returns a new, migrated database
 */
export function runSqlContract(name: string, open: () => Promise<Sql>): void {
  void test(`${name}: writes that begin with the same INSERT are committed whole, and say so`, async () => {
    const sql = await open()
    try {
      const insert =
        "INSERT INTO workspaces (id, name, allowed_return_urls, created_at) VALUES ($1, 'One', '[]', 0)"
      await sql.write([{ text: insert, values: ['ws_1'] }])
      const rename = (to: string) => ({
        text: `UPDATE workspaces SET name = '${to}' WHERE id = $1`,
        values: ['ws_1'],
      })
      for (let round = 1; round <= ROUNDS; round++) {
        const written = await Promise.all(
          [`first ${round}`, `second ${round}`].map((to) =>
            sql.write([insertEvent('ws_1', { ...event(), connectionId: null }, NOW), rename(to)]),
          ),
        )
        assert.deepEqual(written, [true, true], `round ${round}`)
        const [row] = await sql.all<{ name: string; events: number }>(
          'SELECT name, (SELECT count(*) FROM events) AS events FROM workspaces',
          [],
        )
        assert.deepEqual({ ...row }, { name: `second ${round}`, events: 2 * round })
      }
    } finally {
      await sql.close()
    }
  })

  void test(`${name}: a change and what follows it are one transaction`, async () => {
    const sql = await open()
    try {
      const insert = `INSERT INTO workspaces (id, name, allowed_return_urls, created_at)
        VALUES ($1, 'One', '[]', 0), ($2, 'Two', '[]', 0) RETURNING id`
      const rename = { text: 'UPDATE workspaces SET name = $1 WHERE id = $2', values: ['Other', 'ws_1'] }
      const names = async (): Promise<string[]> =>
        (await sql.all<{ name: string }>('SELECT name FROM workspaces ORDER BY id', [])).map(
          (row) => row.name,
        )
      // A name is required.
      const wrong = { ...rename, values: [null, 'ws_1'] }
      await assert.rejects(sql.change(insert, ['ws_1', 'ws_2'], [wrong]))
      assert.deepEqual(await names(), [])
      const rows = await sql.change<{ id: string }>(insert, ['ws_1', 'ws_2'], [rename])
      assert.deepEqual(rows.map(({ id }) => id).toSorted(), ['ws_1', 'ws_2'])
      assert.deepEqual(await names(), ['Other', 'Two'])
    } finally {
      await sql.close()
    }
  })
}
