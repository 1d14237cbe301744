import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insertEvent } from './events.ts'
import type { Sql } from './sql.ts'
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
}
