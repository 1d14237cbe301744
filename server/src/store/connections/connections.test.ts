import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createLog } from '../../kernel/log.ts'
import { openSqlite } from '../sqlite/sqlite.ts'
import { watchOutages } from '../sql/outage.ts'
import type { Statement } from '../sql/sql.ts'
import { createStore } from '../store.ts'
import { app, connection, event, how, NOW } from '../store.fixtures.ts'

const folder = mkdtempSync(join(tmpdir(), 'letterlock-connections-'))
after(() => rmSync(folder, { recursive: true }))

test('a refresh that leaves the status as it is writes two statements; one that changes it, also its event and its list', async () => {
  const sql = openSqlite(join(folder, 'statements.db'))
  let written: string[] = []
  const counted: typeof sql = {
    ...sql,
    write(statements) {
      written.push(...statements.map(({ text }) => text.split(' ').slice(0, 3).join(' ')))
      return sql.write(statements)
    },
  }
  const store = createStore(watchOutages(counted, createLog('silent')), { expiringSoonMs: 1000 })
  await store.workspaces.insert(
    { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 },
    NOW,
  )
  await store.oauthApps.insert(app, event('oauth_app.created'))
  await store.connections.save(connection, null, [event()])
  const read = async () => (await store.connections.read('ws_1', 'conn_1')) ?? assert.fail()

  const refreshed = { tokenSetCiphertext: Uint8Array.of(1), health: { refreshedAt: NOW } }
  written = []
  const how1 = how([event('connection.token_refreshed')], 'token_set_version')
  assert.equal(await store.connections.change(await read(), refreshed, how1), true)
  assert.deepEqual(written, ['UPDATE connections SET', 'INSERT INTO events'])

  const lost = how([event('connection.credential_failed')], 'token_set_version')
  written = []
  assert.equal(await store.connections.change(await read(), { reason: 'refresh_rejected' }, lost), true)
  assert.deepEqual(written.slice(2), [
    'UPDATE connections SET',
    'INSERT INTO events',
    'UPDATE connection_listings SET',
    'INSERT INTO events',
  ])
  const both = `SELECT listed_status, status FROM connections JOIN connection_listings ON connection_id = id`
  const row = await sql.one<{ listed_status: string; status: string }>(both, [])
  assert.deepEqual({ ...row }, { listed_status: 'disconnected', status: 'disconnected' })
  await store.close()
})

test('usage is written in the order of the IDs, so that processes lock rows in one order; the cause of a status has the smaller ID', async () => {
  const sql = openSqlite(join(folder, 'order.db'))
  const written: Statement[] = []
  const seen: typeof sql = {
    ...sql,
    write(statements) {
      written.push(...statements)
      return sql.write(statements)
    },
  }
  const store = createStore(watchOutages(seen, createLog('silent')), { expiringSoonMs: 1000 })
  const at = (text: string) =>
    written.filter((one) => one.text.startsWith(text)).map(({ values }) => values.at(-1))
  const ids = ['conn_c', 'conn_a', 'conn_b']
  await store.connections.recordUsage(
    {
      lines: [],
      answered: new Map(ids.map((id) => [id, { at: NOW, tokenSetVersion: 1 }])),
      keys: new Set(['key_2', 'key_1']),
    },
    NOW,
  )
  assert.deepEqual(at('UPDATE connections'), ids.toSorted())
  assert.deepEqual(at('UPDATE secret_keys'), ['key_1', 'key_2'])

  written.length = 0
  const none = { callCount: 1, errorCount: 0, durationMs: 1, maxDurationMs: 1, providerDurationMs: 1 }
  const totals = ids.map((connectionId) => ({ connectionId, workspaceId: 'ws_1', hour: 0, ...none }))
  await store.calls.record([], totals)
  assert.deepEqual(
    written.map(({ values }) => values[0]),
    ids.toSorted(),
  )

  await store.workspaces.insert(
    { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 },
    NOW,
  )
  await store.oauthApps.insert(app, event('oauth_app.created'))
  await store.connections.save(connection, null, [event()])
  const lost = await store.connections.read('ws_1', 'conn_1')
  assert.ok(lost)
  await store.connections.change(lost, { reason: 'refresh_rejected' }, how([]))
  const before = await store.connections.read('ws_1', 'conn_1')
  assert.ok(before)
  await store.connections.save({ ...before, reason: null, version: before.version + 1 }, null, [
    event('connection.reconnected'),
  ])
  const read = `SELECT type FROM events WHERE connection_id = 'conn_1' ORDER BY id`
  const types = (await sql.all<{ type: string }>(read, [])).map(({ type }) => type)
  assert.deepEqual(types.slice(-2), ['connection.reconnected', 'connection.status_changed'])
  await store.close()
})
