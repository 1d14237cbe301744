import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Client } from 'pg'
import { addFirstMember } from '../../src/identity/memberships.ts'
import { createLog } from '../../src/kernel/log.ts'
import type { Store } from '../../src/context.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import type { Sql } from '../../src/store/sql/sql.ts'
import { app, connection, event, NOW } from '../../src/store/store.fixtures.ts'
import { createStore } from '../../src/store/store.ts'
import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'

/** Transactions of PostgreSQL do not see one another: a count or a NOT EXISTS in a statement guards nothing by itself. */

let postgres: PostgresServer
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

interface Opened {
  readonly store: Store
  readonly sql: Sql
  /** Begins each write while another connection holds the lock: all have read before any of them is written. */
  atOnce<T>(lock: string, writes: readonly (() => Promise<T>)[]): Promise<T[]>
}

const WAITING = `SELECT count(*)::int AS count FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock'`

async function withPostgres(body: (opened: Opened) => Promise<void>): Promise<void> {
  const url = await postgres.newDatabase()
  const sql = await openPostgres(url)
  // Another one looks: within a transaction the server's activity is read once.
  const [holder, watcher] = [new Client({ connectionString: url }), new Client({ connectionString: url })]
  await holder.connect()
  await watcher.connect()
  const store = createStore(watchOutages(sql, createLog('silent')), { expiringSoonMs: 0 })
  const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
  try {
    await store.workspaces.insert(workspace, NOW)
    await store.oauthApps.insert(app, event('oauth_app.created'))
    await body({
      store,
      sql,
      async atOnce(lock, writes) {
        await holder.query('BEGIN')
        await holder.query(lock)
        const running = []
        for (const [index, write] of writes.entries()) {
          running.push(write())
          await waitUntil(
            async () => (await watcher.query<{ count: number }>(WAITING)).rows[0]?.count === index + 1,
            `write ${index + 1} waits for the lock`,
          )
        }
        await holder.query('COMMIT')
        return Promise.all(running)
      },
    })
  } finally {
    await holder.end()
    await watcher.end()
    await store.close()
  }
}

test('of two client secrets that are removed at once, one stays', () =>
  withPostgres(async ({ store, atOnce }) => {
    const secret = { id: 'sec_2', ciphertext: Uint8Array.of(4), createdAt: NOW }
    await store.oauthApps.addSecret(app, secret, event('oauth_app.client_secret_added'))
    const read = await store.oauthApps.read('ws_1', app.id)
    assert.ok(read)
    const removed = event('oauth_app.client_secret_removed')
    const results = await atOnce(
      'SELECT 1 FROM client_secrets FOR UPDATE',
      ['sec_1', 'sec_2'].map((id) => () => store.oauthApps.removeSecret(read, id, removed, NOW)),
    )
    assert.deepEqual(results, [true, false])
    assert.equal((await store.oauthApps.read('ws_1', app.id))?.clientSecrets.length, 1)
  }))

test('of two first members who are added at once, one is', () =>
  withPostgres(async ({ sql, atOnce }) => {
    const users = ['user_1', 'user_2']
    for (const id of users)
      await sql.write([
        {
          text: `INSERT INTO users (id, name, email, email_verified, created_at, updated_at) VALUES ($1, 'U', $2, 1, '', '')`,
          values: [id, id],
        },
      ])
    const results = await atOnce(
      'SELECT 1 FROM workspaces FOR UPDATE',
      users.map((userId) => () => addFirstMember(sql, { workspaceId: 'ws_1', userId }, NOW)),
    )
    assert.deepEqual(results, [true, false])
    assert.equal((await sql.all('SELECT 1 AS one FROM members', [])).length, 1)
  }))

for (const first of ['connected', 'deleted'])
  test(`an OAuth app with which an account is ${first} first is not both in use and deleted`, () =>
    withPostgres(async ({ store, atOnce }) => {
      const save = () => store.connections.save(connection, null, [event()])
      const remove = () => store.oauthApps.remove(app, event('oauth_app.deleted'), NOW)
      const writes = first === 'connected' ? [save, remove] : [remove, save]
      assert.deepEqual(await atOnce('SELECT 1 FROM oauth_apps FOR UPDATE', writes), [true, false])
    }))

test('a connection is saved before its end user is removed, or not at all', async () => {
  const LOCK = "SELECT 1 FROM workspaces WHERE id = 'ws_1' FOR UPDATE"
  const save = (store: Store) => () =>
    store.connections.save(connection, null, [event()], { endUsersVersion: 0 })
  await withPostgres(async ({ store, atOnce }) => {
    const remove = () => store.endUsers.recordRemoval('ws_1', connection.endUserId, NOW)
    assert.deepEqual(await atOnce<unknown>(LOCK, [remove, save(store)]), [undefined, false])
    assert.equal(await store.connections.wasRemovedSince('ws_1', connection.endUserId, 0), true)
    const since = await store.connections.endUsersVersion('ws_1')
    assert.equal(await store.connections.wasRemovedSince('ws_1', connection.endUserId, since), false)
    assert.equal(await store.connections.save(connection, null, [event()], { endUsersVersion: since }), true)
  })
  await withPostgres(async ({ store, atOnce }) => {
    const remove = async () => {
      await store.endUsers.recordRemoval('ws_1', connection.endUserId, NOW)
      return (await store.connections.read('ws_1', connection.id))?.id
    }
    assert.deepEqual(await atOnce<unknown>(LOCK, [save(store), remove]), [true, connection.id])
  })
})
