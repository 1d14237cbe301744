import assert from 'node:assert/strict'
import { test } from 'node:test'
import { insertEvent } from './events/events.ts'
import type { Sql, Statement } from './sql/sql.ts'
import { event, NOW } from './store.fixtures.ts'

/** Statements of one text are sent as one once their types are known, which takes a few groups. */
const ROUNDS = 6

const rename = (id: string, from: string, to: string): Statement => ({
  text: 'UPDATE workspaces SET name = $1 WHERE id = $2 AND name = $3',
  values: [to, id, from],
  mustChange: true,
  bulk: {
    row: id,
    text: (place, given) =>
      `UPDATE workspaces SET name = ${place(1)} ${given} WHERE id = ${place(2)} AND name = ${place(3)} RETURNING given.number`,
  },
})

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

  void test(`${name}: of writes of one form, each is told whether its row was as it thought, and what follows is only written if it was`, async () => {
    const sql = await open()
    try {
      const ids = ['ws_1', 'ws_2', 'ws_3', 'ws_4']
      const insert =
        "INSERT INTO workspaces (id, name, allowed_return_urls, created_at) VALUES ($1, '0', '[]', 0)"
      for (const id of ids) await sql.write([{ text: insert, values: [id] }])
      const noted = { ...event(), connectionId: null }
      await sql.write([insertEvent('ws_4', noted, NOW, 'evt_taken')])
      for (let round = 1; round <= ROUNDS; round++) {
        const [before, after] = [String(round - 1), String(round)]
        const write = (id: string, from: string, to: string, eventId?: string): Promise<boolean> =>
          sql.write([rename(id, from, to), insertEvent(id, noted, NOW, eventId)])
        const fails = round % 2 === 0
        const written = await Promise.allSettled([
          write('ws_3', before, after),
          write('ws_2', 'outdated', after),
          write('ws_1', before, 'between'),
          write('ws_4', '0', '0', fails ? 'evt_taken' : undefined),
          write('ws_1', 'between', after),
          write('ws_2', before, after),
        ])
        assert.deepEqual(
          written.map((result) => (result.status === 'fulfilled' ? result.value : 'failed')),
          [true, false, true, fails ? 'failed' : true, true, true],
          `round ${round}`,
        )
        const rows = await sql.all<{ id: string; name: string; events: number }>(
          'SELECT id, name, (SELECT count(*) FROM events WHERE workspace_id = workspaces.id) AS events FROM workspaces ORDER BY id',
          [],
        )
        assert.deepEqual(
          rows.map((row) => [row.id, row.name, row.events]),
          [
            ['ws_1', after, 2 * round],
            ['ws_2', after, round],
            ['ws_3', after, round],
            ['ws_4', '0', 1 + Math.ceil(round / 2)],
          ],
        )
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
