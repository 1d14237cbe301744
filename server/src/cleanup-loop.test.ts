import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deleteExpired } from './cleanup-loop.ts'
import { createLog } from './kernel/log.ts'
import { DAY } from './kernel/time.ts'
import { watchOutages } from './store/sql/outage.ts'
import { event, NOW } from './store/store.fixtures.ts'
import { openSqlite } from './store/sqlite/sqlite.ts'
import { createStore } from './store/store.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

test('of several kinds that cannot be deleted each is logged, and the others are deleted', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-cleanup-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const lines: string[] = []
  const log = createLog('error', { write: (line: string) => void lines.push(line) })
  const sql = watchOutages(openSqlite(join(folder, 'test.db')), log)
  const store = createStore(sql, { expiringSoonMs: 0 })
  await store.events.record('ws_1', event('connection.created'), NOW)
  for (const table of ['idempotency_keys', 'webhook_deliveries'])
    await sql.write([{ text: `DROP TABLE ${table}`, values: [] }])
  await deleteExpired(
    { store, log, now: () => new Date(NOW + 2 * DAY) },
    { sweep: async () => undefined },
    { eventRetentionMs: DAY, deliveryRetentionMs: DAY, callRetentionMs: DAY, callRetentionCount: 10 },
  )
  const failed = lines.map((line) => /no such table: (\w+)/.exec(line)?.[1] ?? '')
  assert.deepEqual(failed.toSorted(), ['idempotency_keys', 'webhook_deliveries'])
  assert.equal(await store.events.newest('ws_1'), null)
  await store.close()
})
