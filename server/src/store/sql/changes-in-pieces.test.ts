import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { CHANGED_AT_ONCE } from '../../alerts/alert.ts'
import { createAlerts } from '../alerts/alerts.ts'
import { createConnections } from '../connections/connections.ts'
import { createEndUsers } from '../end-users/end-users.ts'
import { openSqlite } from '../sqlite/sqlite.ts'
import { createWebhookEndpoints } from '../webhooks/webhook-endpoints.ts'
import { createWebhookQueue } from '../webhooks/webhook-queue.ts'
import { ROWS_AT_ONCE } from './delete-in-pieces.ts'
import type { Sql } from './sql.ts'

/* A statement that changes any number of rows keeps every other write waiting, and takes as much memory as it returns rows. */

const folder = mkdtempSync(join(tmpdir(), 'letterlock-pieces-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
const MANY = 5 * ROWS_AT_ONCE + 3
const numbers = (from: string): string =>
  `WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${MANY}) ${from} FROM numbers`
const ID = "substr('0000000000' || i, -10)"

/** A database with many events of one connection, and as many calls and deliveries, and the largest number of rows that a statement has changed. */
async function open(): Promise<{ readonly sql: Sql; readonly mostChanged: () => number }> {
  const sql = openSqlite(join(folder, `${++files}.db`))
  let most = 0
  const write = (text: string) => sql.write([{ text, values: [] }])
  await write(
    "INSERT INTO workspaces (id, name, allowed_return_urls, created_at) VALUES ('ws_1', 'One', '[]', 0)",
  )
  await write(
    numbers(`INSERT INTO events (id, workspace_id, connection_id, type, actor_id, actor_type, data, is_pending, occurred_at)
      SELECT 'evt_' || ${ID}, 'ws_1', 'conn_1', 'token.retrieved', 'system', 'system', '{}', 0, i`),
  )
  await write(
    numbers(`INSERT INTO calls (id, workspace_id, type, started_at, request_id, principal_type, principal_id, connection_id, method, path,
        duration_ms, provider_duration_ms, provider_request_count, retry_count, request_bytes, response_bytes)
      SELECT 'call_' || ${ID}, 'ws_1', 'proxy', i, 'req_1', 'secret_key', 'key_1', 'conn_1', 'GET', '/', 1, 1, 1, 0, 0, 0`),
  )
  await write(
    "INSERT INTO webhook_endpoints (id, workspace_id, url, description, event_types, status, consecutive_failures, version, created_at) VALUES ('we_1', 'ws_1', 'https://a.example', '', '[]', 'enabled', 0, 1, 0)",
  )
  await write("INSERT INTO webhook_subscriptions (webhook_endpoint_id, type_pattern) VALUES ('we_1', '%')")
  await write(
    numbers(`INSERT INTO webhook_deliveries (id, webhook_endpoint_id, event_id, event_type, url, signature, attempt, is_redelivery, succeeded, duration_ms, sent_at)
      SELECT 'whd_' || ${ID}, 'we_1', 'evt_' || ${ID}, 'token.retrieved', 'https://a.example', '', 1, 0, 1, 1, i`),
  )
  const counting: Sql = {
    ...sql,
    async change(...given) {
      const rows = await sql.change<never>(...given)
      most = Math.max(most, rows.length)
      return rows
    },
  }
  return { sql: counting, mostChanged: () => most }
}

test('what is logged of an end user is erased, and a span of events queued again, some rows at a time', async () => {
  const { sql, mostChanged } = await open()
  const endpoint = { id: 'we_1', workspaceId: 'ws_1' } as never
  const span = { since: 0, until: Number.MAX_SAFE_INTEGER, undeliveredOnly: false }
  assert.equal(await createWebhookQueue(sql).redeliverSpan(endpoint, span, 1), MANY)
  const endUsers = createEndUsers(sql)
  assert.deepEqual(await endUsers.erase('ws_1', 'user-1', ['conn_1', 'conn_2']), {
    connectSessionCount: 0,
    callCount: MANY,
    webhookDeliveryCount: MANY,
  })
  assert.equal(await endUsers.eraseCalls(['conn_1']), 0)
  assert.ok(mostChanged() <= ROWS_AT_ONCE, `${mostChanged()} rows by one statement`)
  await sql.close()
})

test('the queue and the log of an endpoint are deleted some rows at a time, before the endpoint', async () => {
  const { sql, mostChanged } = await open()
  const endpoint = { id: 'we_1', workspaceId: 'ws_1', version: 1 } as never
  const queue = createWebhookQueue(sql)
  const span = { since: 0, until: Number.MAX_SAFE_INTEGER, undeliveredOnly: false }
  const countOf = async (table: string) =>
    (await sql.one<{ count: number }>(`SELECT COUNT(*) AS count FROM ${table}`, []))?.count
  await queue.redeliverSpan(endpoint, span, 1)
  const health = { consecutiveFailures: 9, failingSince: 0, heldUntil: null }
  const disabled = { status: 'disabled', statusReason: 'gone', ...health } as const
  assert.ok(await queue.updateHealth(endpoint, disabled, [], 1))
  assert.equal(await countOf('queued_webhooks'), 0)

  await queue.redeliverSpan(endpoint, span, 1)
  let left: unknown
  const watched: Sql = {
    ...sql,
    async write(statements) {
      left = await Promise.all(['queued_webhooks', 'webhook_deliveries'].map(countOf))
      return sql.write(statements)
    },
  }
  const event = { type: 'webhook_endpoint.deleted', connectionId: null, actor: 'key_1', data: { url: '' } }
  assert.ok(await createWebhookEndpoints(watched).remove(endpoint, event as never, 1))
  assert.deepEqual(left, [0, 0])
  assert.ok(mostChanged() <= ROWS_AT_ONCE, `${mostChanged()} rows by one statement`)
  await sql.close()
})

test('the personal data of events is removed some rows at a time, before their connection is deleted', async () => {
  const { sql, mostChanged } = await open()
  const personal = `UPDATE events SET type = 'contact.tagged', data = '{"email":"olga@letters.example"}'`
  await sql.write([{ text: `${personal} WHERE occurred_at % 2 = 0`, values: [] }])
  let left: unknown
  const watched: Sql = {
    ...sql,
    async write(statements) {
      left = await sql.one("SELECT COUNT(*) AS count FROM events WHERE data <> '{}'", [])
      return sql.write(statements)
    },
  }
  const { remove } = createConnections(watched, { expiringSoonMs: 1, isSimulated: false })
  const connection = { id: 'conn_1', workspaceId: 'ws_1', version: 1, labels: {} } as never
  const event = { type: 'connection.deleted', connectionId: 'conn_1', actor: 'key_1', data: {} }
  await remove(connection, event as never, 1)
  assert.deepEqual({ ...(left as object) }, { count: 0 })
  assert.ok(mostChanged() <= ROWS_AT_ONCE, `${mostChanged()} rows by one statement`)
  await sql.close()
})

test('connections that have changed are read some at a time, each once', async () => {
  const sql = openSqlite(join(folder, `${++files}.db`))
  const write = (text: string) => sql.write([{ text, values: [] }])
  const count = 2 * CHANGED_AT_ONCE + 3
  await write(
    "INSERT INTO workspaces (id, name, allowed_return_urls, created_at) VALUES ('ws_1', 'One', '[]', 0)",
  )
  await write(`WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < ${2 * count})
    INSERT INTO events (id, workspace_id, connection_id, type, actor_id, actor_type, data, is_pending, occurred_at)
    SELECT 'evt_' || ${ID}, 'ws_1', 'conn_' || (i % ${count}), 'connection.credential_failed', 'system', 'system', '{}', 0, i FROM numbers`)
  const { changedConnections } = createAlerts(sql)
  const found: string[] = []
  for (let after = ''; ;) {
    const page = await changedConnections(0, after)
    assert.ok(page.length <= CHANGED_AT_ONCE)
    found.push(...page.map(({ connectionId }) => connectionId))
    const last = found.at(-1)
    if (page.length < CHANGED_AT_ONCE || last === undefined) break
    after = last
  }
  assert.deepEqual([found.length, new Set(found).size], [count, count])
  await sql.close()
})
