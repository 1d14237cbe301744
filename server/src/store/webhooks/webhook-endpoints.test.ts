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
const WORKSPACE = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }

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

test('what an endpoint no longer listens to is not sent, even if the process dies before it is removed from the queue', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-endpoints-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const sql = openSqlite(join(folder, 'letterlock.db'))
  t.after(() => store.close())
  const storeOf = (one: Sql) => createStore(watchOutages(one, createLog('silent')), { expiringSoonMs: 1000 })
  const store = storeOf(sql)
  await store.workspaces.insert(WORKSPACE, NOW)
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
  const left = async (): Promise<number> =>
    (await sql.all('SELECT event_id FROM queued_webhooks WHERE webhook_endpoint_id = $1', ['we_1'])).length
  assert.equal(await left(), 2)
  await store.webhookQueue.sweep(0)
  assert.equal(await left(), 1)
})

test('with a change of the event types, no statement removes more from the queue than other writes can wait for', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-endpoints-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const sql = openSqlite(join(folder, 'letterlock.db'))
  const removed: number[] = []
  const counting: Sql = {
    ...sql,
    change: async (...statement) => {
      const rows = await sql.change(...statement)
      removed.push(rows.length)
      return rows as never
    },
  }
  const store = createStore(watchOutages(counting, createLog('silent')), { expiringSoonMs: 1000 })
  t.after(() => store.close())
  await store.workspaces.insert(WORKSPACE, NOW)
  await store.webhookEndpoints.insert(ENDPOINT, event('webhook_endpoint.created'))
  for (let count = 0; count < 500; count++)
    await store.events.record('ws_1', event(count % 5 === 0 ? 'member.joined' : 'secret_key.created'), NOW)
  while ((await store.webhookQueue.queuePending(NOW, 200)) > 0);
  const change = { eventTypes: ['member'] }
  await store.webhookEndpoints.update(ENDPOINT, change, event('webhook_endpoint.updated'), NOW)
  assert.ok(removed.length > 1 && Math.max(...removed) <= 200, removed.join(', '))
  const left = await sql.all<{ type: string }>(
    'SELECT DISTINCT events.type FROM queued_webhooks JOIN events ON events.id = event_id',
    [],
  )
  assert.deepEqual(left, [{ type: 'member.joined' }])
})
