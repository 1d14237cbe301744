import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { createLog } from '../../src/kernel/log.ts'
import { app, connection, event, NOW } from '../../src/store/store.fixtures.ts'
import { createStore } from '../../src/store/store.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { createRefreshLeases } from '../../src/tokens/refresh-leases.ts'

const log = createLog('silent')
const folder = mkdtempSync(join(tmpdir(), 'letterlock-held-'))
after(() => rmSync(folder, { recursive: true }))
let files = 0

async function openConnections() {
  const store = createStore(watchOutages(openSqlite(join(folder, `${++files}.db`)), log), {
    expiringSoonMs: 0,
  })
  const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
  await store.workspaces.insert(workspace, NOW)
  await store.oauthApps.insert(app, event('oauth_app.created'))
  await store.connections.save(connection, null, [event()])
  return store
}

test('a lease goes on for as long as its work takes, and ends soon after a process that has died', async (t) => {
  const store = await openConnections()
  t.after(() => store.close())
  const { connections } = store
  // A busy machine may stand still for half a second.
  const held = createRefreshLeases(connections, { log, refreshTimeoutMs: 1000 })
  const acquire = () => connections.acquireLease(connection, { leaseMs: held.leaseMs, now: NOW })
  const leased = (await acquire()) ?? assert.fail('no lease')
  const begun = performance.now()
  await held.during(leased, async () => {
    assert.equal(held.has('conn_1'), true)
    await waitUntil(async () => {
      assert.equal(await connections.isLeased('conn_1'), true)
      assert.equal(held.isSafe(leased), true)
      return performance.now() - begun > 3 * held.leaseMs
    }, 'the work is over')
  })
  assert.deepEqual([held.has('conn_1'), held.isSafe(leased)], [false, false])
  // Nothing extends it now, as after a kill.
  assert.ok(await waitFor(acquire, (next) => next !== undefined))
})

test('no refresh token is sent with a lease that another process has taken', async (t) => {
  const store = await openConnections()
  t.after(() => store.close())
  const held = createRefreshLeases(store.connections, { log, refreshTimeoutMs: 300 })
  const mine = await store.connections.acquireLease(connection, { leaseMs: -1, now: NOW })
  const other = await store.connections.acquireLease(connection, { leaseMs: 60_000, now: NOW })
  assert.ok(mine && other)
  await held.during(mine, () => waitUntil(() => !held.isSafe(mine), 'it notices'))
  assert.equal(await store.connections.extendLease(mine, 1), false)
  assert.equal(await store.connections.extendLease(other, 1), true)
})
