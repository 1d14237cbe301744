import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { Store } from '../../context.ts'
import { createLog } from '../../kernel/log.ts'
import { watchOutages } from './outage.ts'
import { openSqlite } from '../sqlite/sqlite.ts'
import { app, connection, event, how, NOW, PAGE, secretKey, session } from '../store.fixtures.ts'
import { createStore } from '../store.ts'
import type { Sql } from './sql.ts'

const folder = mkdtempSync(join(tmpdir(), 'letterlock-notifying-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
/** @param onWrite is called when a write begins */
async function openSeeded(onWrite = (): void => undefined): Promise<Store> {
  const sql = openSqlite(join(folder, `${++files}.db`))
  const watched: Sql = {
    ...sql,
    write(statements) {
      onWrite()
      return sql.write(statements)
    },
  }
  const store = createStore(watchOutages(watched, createLog('silent')), { expiringSoonMs: 0 })
  const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
  await store.workspaces.insert(workspace, NOW)
  await store.oauthApps.insert(app, event('oauth_app.created'))
  await store.oauthApps.addSecret(app, { ...secret, id: 'sec_0' }, event('oauth_app.client_secret_added'))
  await store.connectSessions.insert(session, 'token-hash', NOW)
  await store.connections.save({ ...connection, reason: 'oauth_app_rejected' }, null, [event()])
  await store.secretKeys.insert(secretKey, 'hash', event('secret_key.created'))
  return store
}

const secret = { id: 'sec_2', ciphertext: Uint8Array.of(4), createdAt: NOW }
const account = { workspaceId: 'ws_1', providerSlug: 'provider', endUserId: 'owner', accountId: 'a1' }
const lease = { leaseMs: 60_000, now: NOW }
const usage = {
  lines: [],
  answered: new Map([['conn_1', { at: NOW, tokenSetVersion: null }]]),
  keys: new Set(['key_1']),
}

type Calls<Repository> = Record<
  Exclude<keyof Repository, 'onChange'>,
  (repository: Repository) => Promise<unknown>
>

/** A method that is added later must be added here, too: the types and the test see to it. */
const CONNECTIONS: Calls<Store['connections']> = {
  read: (connections) => connections.read('ws_1', 'conn_1'),
  readCredentials: (connections) => connections.readCredentials('conn_1'),
  unchanged: (connections) => connections.unchanged(new Map([['conn_1', 1]])),
  findByAccount: (connections) => connections.findByAccount(account),
  identitiesOf: (connections) => connections.identitiesOf(account),
  list: (connections) => connections.list('ws_1', {}, PAGE),
  count: (connections) => connections.count('ws_1', {}),
  countLabels: (connections) => connections.countLabels('ws_1', undefined),
  findBySlug: (connections) => connections.findBySlug('ws_1', undefined, 'x-provider', 1),
  extendLease: async (connections) => {
    const leased = await connections.acquireLease(connection, lease)
    return leased && connections.extendLease(leased, 1)
  },
  isLeased: (connections) => connections.isLeased('conn_1'),
  save: (connections) => connections.save({ ...connection, version: 2 }, null, [event()]),
  remove: (connections) => connections.remove(connection, event('connection.deleted'), NOW),
  change: (connections) => connections.change(connection, { reason: 'expired' }, how([])),
  acquireLease: (connections) => connections.acquireLease(connection, lease),
  acquireDueLeases: (connections) =>
    connections.acquireDueLeases({ ...lease, now: NOW + 9_000_000, limit: 9 }),
  endUsersVersion: (connections) => connections.endUsersVersion('ws_1'),
  wasRemovedSince: (connections) => connections.wasRemovedSince('ws_1', 'owner', 0),
  sweepRemovals: (connections) => connections.sweepRemovals(NOW),
  makeDue: (connections) => connections.makeDue('app_1', NOW),
  recordUsage: (connections) => connections.recordUsage(usage, NOW),
}

const APPS: Calls<Store['oauthApps']> = {
  read: (apps) => apps.read('ws_1', 'app_1'),
  list: (apps) => apps.list('ws_1'),
  insert: (apps) =>
    apps.insert({ ...app, id: 'app_2', clientId: '2', clientSecrets: [] }, event('oauth_app.created')),
  addSecret: (apps) => apps.addSecret(app, secret, event('oauth_app.client_secret_added')),
  removeSecret: (apps) =>
    apps.removeSecret({ ...app, secretsVersion: 1 }, 'sec_0', event('oauth_app.client_secret_removed'), NOW),
  remove: (apps) => apps.remove(app, event('oauth_app.deleted'), NOW),
}

const KEYS: Calls<Store['secretKeys']> = {
  findByHash: (keys) => keys.findByHash('hash'),
  list: (keys) => keys.list('ws_1'),
  insert: (keys) => keys.insert({ ...secretKey, id: 'key_2' }, 'hash2', event('secret_key.created')),
  revoke: (keys) => keys.revoke('ws_1', 'key_1', event('secret_key.revoked'), NOW),
}

type Notifying = 'connections' | 'apps' | 'keys'

/** What caches keep of each: whatever changes it must be notified, before and after. */
const CACHED: Record<Notifying, (store: Store) => Promise<unknown>> = {
  connections: async (store) => {
    const found = await store.connections.readCredentials('conn_1')
    // A lease moves it; the refresh coordinator knows.
    return found && { ...found, dueAt: null }
  },
  apps: (store) => store.oauthApps.list('ws_1'),
  keys: async (store) => (await store.secretKeys.findByHash('hash'))?.scopes,
}

function everyWriteNotifies<Repository>(
  name: Notifying,
  repositoryOf: (store: Store) => Repository & { onChange(listener: (id: string) => void): void },
  calls: Calls<Repository>,
): void {
  void test(`${name}: the table below names every method`, async () => {
    const store = await openSeeded()
    const methods = Object.keys(repositoryOf(store)).filter((method) => method !== 'onChange')
    assert.deepEqual(Object.keys(calls).toSorted(), methods.toSorted())
    await store.close()
  })
  for (const method of Object.keys(calls) as (keyof typeof calls)[])
    void test(`${name}.${String(method)}: what changes something that is cached notifies before and after`, async () => {
      const notified: unknown[] = []
      let beforeWrite = 0
      const store = await openSeeded(() => {
        beforeWrite = notified.length
      })
      const repository = repositoryOf(store)
      const before = await CACHED[name](store)
      repository.onChange((id) => void notified.push(id))
      await calls[method](repository)
      const changed = JSON.stringify(before) !== JSON.stringify(await CACHED[name](store))
      if (changed) assert.deepEqual([beforeWrite, notified.length], [1, 2])
      // Half of the methods must change something, or this test proves nothing.
      assert.equal(changed, CHANGING[name].includes(String(method)))
      await store.close()
    })
}

const CHANGING: Record<Notifying, readonly string[]> = {
  connections: ['save', 'remove', 'change'],
  apps: ['insert', 'addSecret', 'removeSecret'],
  keys: ['revoke'],
}

everyWriteNotifies('connections', (store) => store.connections, CONNECTIONS)
everyWriteNotifies('apps', (store) => store.oauthApps, APPS)
everyWriteNotifies('keys', (store) => store.secretKeys, KEYS)

test('connections that are made due are notified, after', async () => {
  const store = await openSeeded()
  const notified: string[] = []
  store.connections.onChange((id) => void notified.push(id))
  await store.connections.makeDue('app_1', NOW)
  assert.deepEqual(notified, ['conn_1'])
  await store.close()
})
