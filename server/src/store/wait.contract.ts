import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog } from '../kernel/log.ts'
import { DAY, HOUR } from '../kernel/time.ts'
import { watchOutages } from './sql/outage.ts'
import type { Sql } from './sql/sql.ts'
import { app, connection, event, NOW, session, webhookEndpointOf } from './store.fixtures.ts'
import { createStore } from './store.ts'

/** @param open returns a new, empty database with the newest schema */
export function runWaitContract(name: string, open: () => Promise<Sql>): void {
  void test(`${name}: after a clock that was ahead, nothing waits or lives longer than it can from now on`, async () => {
    const sql = await open()
    const store = createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 1000 })
    try {
      const ahead = NOW + 30 * DAY
      const workspace = {
        id: 'ws_1',
        name: 'One',
        allowedReturnUrls: [],
        color: null,
        logo: null,
        version: 0,
      }
      await store.workspaces.insert(workspace, NOW)
      await store.oauthApps.insert(app, event('oauth_app.created'))
      await store.webhookEndpoints.insert(webhookEndpointOf('we_1'), event('webhook_endpoint.created'))
      await store.connectSessions.insert({ ...session, expiresAt: ahead + HOUR }, 'token-hash', ahead)
      const refreshed = { ...connection, dueAt: ahead + HOUR, health: { refreshedAt: ahead } }
      const before = { ...connection, dueAt: ahead + HOUR, health: { refreshedAt: NOW } }
      const how = { guard: 'version', endUsersVersion: 0 } as const
      for (const [id, one] of [
        ['conn_1', refreshed],
        ['conn_2', before],
      ] as const)
        assert.ok(
          await store.connections.save({ ...one, id, account: { ...one.account, id } }, null, [event()], how),
        )
      assert.equal(await store.waits.hasEventAfter(NOW + HOUR), false)
      await store.events.record('ws_1', event('secret_key.created'), ahead)
      assert.equal(await store.waits.hasEventAfter(NOW + HOUR), true)
      await store.webhookQueue.queuePending(ahead, 10)
      await sql.write(
        [
          'UPDATE queued_webhooks SET due_at = due_at + 1, first_failed_at = due_at',
          `UPDATE webhook_endpoints SET held_until = due_at + 1, lease_expires_at = ${sql.now} + ${DAY}`,
          `UPDATE connections SET lease_expires_at = ${sql.now} + ${DAY}`,
        ].map((text) => ({ text, values: [] })),
      )
      await store.waits.countFrom(NOW)
      const times = async (text: string) =>
        Object.values((await sql.one<Record<string, number>>(text, [])) ?? {})
      assert.deepEqual(
        await times('SELECT MAX(due_at) AS a, MAX(first_failed_at) AS b FROM queued_webhooks'),
        [NOW, NOW],
      )
      assert.deepEqual(await times('SELECT due_at AS a, held_until AS b FROM webhook_endpoints'), [NOW, NOW])
      assert.deepEqual(await times("SELECT due_at AS a FROM connections WHERE id = 'conn_1'"), [NOW])
      assert.deepEqual(await times("SELECT due_at AS a FROM connections WHERE id = 'conn_2'"), [ahead + HOUR])
      assert.deepEqual(await times('SELECT expires_at AS a, created_at AS b FROM connect_sessions'), [
        NOW + HOUR,
        NOW,
      ])
      for (const table of ['connections', 'webhook_endpoints']) {
        const [left = 0] = await times(`SELECT MAX(lease_expires_at) - ${sql.now} AS a FROM ${table}`)
        assert.ok(left > 0 && left <= 60_000, `${table} ${left}`)
      }
    } finally {
      await store.close()
    }
  })
}
