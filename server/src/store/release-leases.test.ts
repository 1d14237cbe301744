import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createLog } from '../kernel/log.ts'
import { HOUR } from '../kernel/time.ts'
import { releaseLeases } from './release-leases.ts'
import { openSqlite } from './sqlite/sqlite.ts'
import { watchOutages } from './sql/outage.ts'
import { app, connection, event, NOW, webhookEndpointOf } from './store.fixtures.ts'
import { createStore } from './store.ts'

test('the leases that a killed process has left end with the next start, even if its clock was ahead', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-leases-'))
  const sql = openSqlite(join(folder, 'letterlock.db'))
  const store = createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 0 })
  t.after(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
  await store.workspaces.insert(workspace, NOW)
  await store.oauthApps.insert(app, event('oauth_app.created'))
  await store.connections.save(connection, null, [event()])
  await store.webhookEndpoints.insert(webhookEndpointOf('we_1'), event('webhook_endpoint.created'))
  const job = `INSERT INTO jobs (id, workspace_id, type, status, principal, principal_type, principal_id, input_ciphertext, done_count,
    interruption_count, created_at, due_at, expires_at) VALUES ('job_1', 'ws_1', 'contact_export', 'queued', '{}', 'secret_key', 'key_1', $1, 0, 0, 0, 0, $2)`
  await sql.write([{ text: job, values: [Uint8Array.of(1), 2 * NOW] }])
  const claim = { workspaceId: 'ws_1', principal: 'key_1', keyHash: 'hash', claim: 'claim_1' }
  const ciphertext = Uint8Array.of(1)

  const now = Date.now()
  const ahead = now + HOUR
  const take = (leaseMs: number, at: number) => {
    // Each time another process.
    const process = createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 0 })
    return Promise.all([
      process.connections.acquireDueLeases({ leaseMs, now: at, limit: 1 }),
      process.jobs.acquire('lease', leaseMs, at),
      process.webhookQueue.acquireEndpoints({ leaseMs, now: at, limit: 1 }),
      process.alerts.acquire(leaseMs, at),
      process.uncheckedContacts.acquire({ now: at, latest: at + leaseMs, until: at + leaseMs }),
    ])
  }
  await sql.write([
    { text: 'UPDATE connections SET due_at = $1', values: [ahead] },
    { text: 'UPDATE webhook_endpoints SET due_at = $1', values: [now] },
  ])
  await store.uncheckedContacts.insert({
    hash: 'contact_1',
    workspaceId: 'ws_1',
    connectionId: connection.id,
    accountId: '7',
    audienceId: '1',
    emailCiphertext: Uint8Array.of(1),
    mustUnsubscribe: false,
    createdAt: ahead,
    dueAt: ahead,
  })
  await store.idempotencyKeys.insert(
    { ...claim, connectionId: null, requestCiphertext: ciphertext, expiresAt: 2 * NOW },
    { now, leaseMs: HOUR },
  )
  const counted = ([connections, held, endpoints, alerts, contact]: Awaited<ReturnType<typeof take>>) => [
    connections.length,
    held?.id,
    endpoints.length,
    alerts !== null,
    contact?.hash,
  ]
  assert.deepEqual(counted(await take(HOUR, ahead)), [1, 'job_1', 1, true, 'contact_1'])
  assert.deepEqual(
    counted(await take(HOUR, ahead)),
    [0, undefined, 0, false, undefined],
    'a process holds them',
  )
  await releaseLeases(sql)
  assert.deepEqual(counted(await take(HOUR, Date.now())), [1, 'job_1', 1, true, 'contact_1'])
  assert.equal((await store.idempotencyKeys.find(claim))?.isHeld, false)
})
