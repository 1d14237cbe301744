import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { seededId, seedRows } from '@letterlock/testing/seed-rows.ts'
import { createLog } from '../../src/kernel/log.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import type { Sql } from '../../src/store/sql/sql.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { createStore } from '../../src/store/store.ts'

const CONNECTIONS = 600

/** Gives a label to the first so many connections; `number` is that of the connection. */
async function label(sql: Sql, first: number, name: string, value: string): Promise<void> {
  const numbered = 'SELECT id, CAST(substr(id, 6) AS INTEGER) AS number FROM connections'
  const text = `INSERT INTO connection_labels (connection_id, workspace_id, name, value)
    SELECT id, 'ws_1', ${name}, ${value} FROM (${numbered}) AS numbered WHERE number <= ${first}`
  await sql.write([{ text, values: [] }])
  await recount(sql)
}

/** What the statements of a connection would have written. */
async function recount(sql: Sql): Promise<void> {
  const counted = (columns: string): string =>
    `SELECT workspace_id, ${columns}, COUNT(*) FROM connection_labels GROUP BY workspace_id, ${columns}`
  await sql.write(
    [
      'DELETE FROM label_names',
      'DELETE FROM label_values',
      `INSERT INTO label_names (workspace_id, name, connection_count) ${counted('name')}`,
      `INSERT INTO label_values (workspace_id, name, value, connection_count) ${counted('name, value')}`,
    ].map((text) => ({ text, values: [] })),
  )
}

async function assertCounted(sql: Sql): Promise<void> {
  const { workspaces, connections, close } = createStore(watchOutages(sql, createLog('silent')), {
    expiringSoonMs: 0,
  })
  const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
  await workspaces.insert(workspace, 0)
  await seedRows(sql, { workspaceId: 'ws_1', provider: 'odd', connections: CONNECTIONS, events: 0 })
  await label(sql, 60, `'plan'`, `'pro'`)
  const pro = { name: 'plan', value: 'pro', count: 60 }
  assert.deepEqual(await connections.countLabels('ws_1', undefined), { items: [pro], isComplete: true })

  await label(sql, CONNECTIONS, `'customer'`, `CASE WHEN number > 590 THEN 'zebra' ELSE id END`)
  const valued = await connections.countLabels('ws_1', undefined)
  assert.deepEqual([valued.isComplete, valued.items.length], [false, 21])
  assert.deepEqual(valued.items[0], { name: 'customer', value: 'zebra', count: 10 })
  assert.deepEqual(valued.items[1], { name: 'customer', value: seededId('conn', 1), count: 1 })
  assert.deepEqual(valued.items.at(-1), pro)
  const own = { name: 'customer', value: seededId('conn', 7), count: 1 }
  const ofOne = await connections.countLabels('ws_1', 'user7')
  assert.deepEqual(ofOne, { items: [own, { ...pro, count: 1 }], isComplete: true })

  await sql.write([{ text: `DELETE FROM connection_labels WHERE name = 'customer'`, values: [] }])
  await label(sql, 60, `'a' || number`, `'x'`)
  const named = await connections.countLabels('ws_1', undefined)
  assert.deepEqual([named.isComplete, named.items.length], [false, 50])
  assert.deepEqual(named.items.at(-1), pro, 'the most used name is none of those that are left out')
  await close()
}

test('sqlite: a name with a value for each connection hides no other name', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-labels-'))
  t.after(() => rmSync(folder, { recursive: true }))
  await assertCounted(openSqlite(join(folder, 'labels.db')))
})

test('postgres: a name with a value for each connection hides no other name', async () => {
  await using postgres = await startPostgres()
  await assertCounted(await openPostgres(await postgres.newDatabase()))
})
