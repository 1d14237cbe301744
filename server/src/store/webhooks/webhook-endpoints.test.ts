import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createLog } from '../../kernel/log.ts'
import { watchOutages } from '../sql/outage.ts'
import { openSqlite } from '../sqlite/sqlite.ts'
import type { Sql } from '../sql/sql.ts'
import { createStore } from '../store.ts'
import { event, NOW, webhookEndpointOf } from '../store.fixtures.ts'

const ENDPOINT = webhookEndpointOf('we_1')

/** As if the process died after its first transaction: nothing more is written. */
function dyingAfterOneWrite(sql: Sql): Sql {
  let writes = 0
  const once = (): void => assert.ok(++writes === 1, 'the process has died')
  return {
    ...sql,
    write: async (statements) => {
      once()
      return sql.write(statements)
    },
    change: async (...statement) => {
      once()
      return sql.change(...statement)
    },
  }
}

test('a change of the event types and of the queue is one transaction', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-endpoints-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const sql = openSqlite(join(folder, 'letterlock.db'))
  t.after(() => store.close())
  const storeOf = (one: Sql) => createStore(watchOutages(one, createLog('silent')), { expiringSoonMs: 1000 })
  const store = storeOf(sql)
  const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
  await store.workspaces.insert(workspace, NOW)
  await store.webhookEndpoints.insert(ENDPOINT, event('webhook_endpoint.created'))
  await store.events.record('ws_1', event('secret_key.created'), NOW)
  await store.webhookQueue.queuePending(NOW, 10)
  const queued = async (): Promise<string[]> =>
    (await store.webhookQueue.due(ENDPOINT, { now: NOW, limit: 10, maxWaitingAttempts: 2 })).map(
      (one) => one.event.type,
    )
  assert.deepEqual(await queued(), ['webhook_endpoint.created', 'secret_key.created'])
  const dying = storeOf(dyingAfterOneWrite(sql))
  const change = { eventTypes: ['secret_key'] }
  await dying.webhookEndpoints
    .update(ENDPOINT, change, event('webhook_endpoint.updated'), NOW)
    .catch(() => undefined)
  assert.deepEqual((await store.webhookEndpoints.read('ws_1', 'we_1'))?.eventTypes, ['secret_key'])
  assert.deepEqual(await queued(), ['secret_key.created'])
})
