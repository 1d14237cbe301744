import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { App, Attempt, Connection, NewEvent, Session } from '../core/connection.ts'
import type { Store } from '../core/ports.ts'

const NOW = 1_790_000_000_000
const ACCESS = { audiences: 'write', campaigns: 'read', reports: 'none', send: false } as const
const PAGE = { limit: 100, after: null }

const event = (type: NewEvent['type'] = 'connection.created'): NewEvent => ({
  type,
  connectionId: 'conn_1',
  actor: 'key_1',
})

const app: App = {
  id: 'app_1',
  workspaceId: 'ws_1',
  providerId: 'platform',
  clientId: '1',
  name: 'Letters',
  secrets: [{ id: 'sec_1', sealed: Uint8Array.of(1, 2, 3), createdAt: NOW }],
  createdAt: NOW,
}

const connection: Connection = {
  id: 'conn_1',
  workspaceId: 'ws_1',
  providerId: 'platform',
  appId: 'app_1',
  owner: 'owner',
  account: {
    id: 'a1',
    name: 'Ünïcode ✉',
    email: null,
    dataCenter: 'us1',
    apiBaseUrl: 'https://us1.example.com',
  },
  access: ACCESS,
  sealedTokens: Uint8Array.of(0, 255, 7),
  tokensExpireAt: null,
  reason: null,
  version: 1,
  connectedAt: NOW,
  checkedAt: NOW,
  createdAt: NOW,
}

const session: Session = {
  id: 'cs_1',
  workspaceId: 'ws_1',
  owner: 'owner',
  providerIds: ['platform'],
  access: ACCESS,
  returnUrl: 'https://app.example.com/back',
  connectionId: null,
  openedAt: null,
  completedAt: null,
  expiresAt: NOW + 1000,
}

const attempt: Attempt = {
  sessionId: 'cs_1',
  workspaceId: 'ws_1',
  providerId: 'platform',
  appId: 'app_1',
  redirectUri: 'https://hub.example.com/oauth/platform/callback',
  access: ACCESS,
  sealedVerifier: Uint8Array.of(9),
  expiresAt: NOW + 1000,
}

/** What every store must do; each database runs it. `open` gives a fresh, empty one. */
export function runStoreContract(name: string, open: () => Promise<Store>): void {
  const withStore = (what: string, body: (store: Store) => Promise<void>): void => {
    void test(`${name}: ${what}`, async () => {
      const store = await open()
      try {
        await store.workspaces.insert({ id: 'ws_1', name: 'One', returnUrls: [] }, NOW)
        await store.workspaces.insert({ id: 'ws_2', name: 'Two', returnUrls: [] }, NOW)
        assert.equal(await store.apps.insert(app, event('app.created')), true)
        await store.sessions.insert(session, 'token-hash', NOW)
        await body(store)
      } finally {
        await store.close()
      }
    })
  }

  withStore('workspaces', async (store) => {
    assert.equal((await store.workspaces.first())?.id, 'ws_1')
    const changed = { id: 'ws_1', name: 'Other', returnUrls: ['https://a.example/b'] }
    await store.workspaces.update(changed, event('workspace.changed'), NOW)
    assert.deepEqual(await store.workspaces.read('ws_1'), changed)
    assert.equal(await store.workspaces.read('ws_9'), undefined)
  })

  withStore('keys are found by their hash until revoked, once', async (store) => {
    const key = {
      id: 'key_1',
      workspaceId: 'ws_1',
      name: 'k',
      rights: ['token'] as const,
      prefix: 'llk_abcd',
      createdAt: NOW,
      lastUsedAt: null,
      revokedAt: null,
    }
    await store.keys.insert(key, 'hash', event('key.created'))
    assert.deepEqual(await store.keys.findByHash('hash'), key)
    assert.equal(await store.keys.revoke('ws_2', 'key_1', event('key.revoked'), NOW), false)
    assert.equal(await store.keys.revoke('ws_1', 'key_1', event('key.revoked'), NOW), true)
    assert.equal(await store.keys.revoke('ws_1', 'key_1', event('key.revoked'), NOW), false)
    assert.equal(await store.keys.findByHash('hash'), undefined)
    assert.deepEqual(
      (await store.keys.list('ws_1')).map(({ revokedAt }) => revokedAt),
      [NOW],
    )
  })

  withStore('apps keep their secrets newest first, and at least one', async (store) => {
    assert.equal(await store.apps.insert({ ...app, id: 'app_2', secrets: [] }, event('app.created')), false)
    await store.apps.addSecret(
      app,
      { id: 'sec_2', sealed: Uint8Array.of(4), createdAt: NOW },
      event('app.secret_added'),
    )
    assert.deepEqual(
      (await store.apps.read('ws_1', 'app_1'))?.secrets.map(({ id }) => id),
      ['sec_2', 'sec_1'],
    )
    assert.equal(await store.apps.read('ws_2', 'app_1'), undefined)
    assert.equal(await store.apps.removeSecret(app, 'sec_1', event('app.secret_removed'), NOW), true)
    assert.equal(await store.apps.removeSecret(app, 'sec_2', event('app.secret_removed'), NOW), false)
    await store.connections.save(connection, 'cs_1', event())
    assert.equal(await store.apps.remove(app, event('app.deleted'), NOW), false, 'a connection depends on it')
  })

  withStore('a session opens once, in time, for one browser', async (store) => {
    assert.equal(await store.sessions.open('token-hash', 'browser', NOW + 1000), false)
    const opened = await Promise.all(
      ['a', 'b', 'c'].map((browser) => store.sessions.open('token-hash', browser, NOW)),
    )
    assert.equal(opened.filter(Boolean).length, 1)
    const winner = ['a', 'b', 'c'][opened.indexOf(true)] ?? ''
    assert.equal((await store.sessions.readOpened('cs_1', winner))?.openedAt, NOW)
    assert.equal(await store.sessions.readOpened('cs_1', 'other'), undefined)
  })

  withStore(
    'an attempt is taken once, by the right browser, for the right provider, in time',
    async (store) => {
      await store.attempts.insert(attempt, 'state', 'browser')
      const key = { stateHash: 'state', browserHash: 'browser', providerId: 'platform' }
      assert.equal(await store.attempts.take({ ...key, browserHash: 'x' }, NOW), undefined)
      assert.equal(await store.attempts.take({ ...key, providerId: 'x' }, NOW), undefined)
      assert.equal(await store.attempts.take(key, NOW + 1000), undefined)
      assert.equal((await store.attempts.find('state'))?.taken, false)
      const taken = await Promise.all(Array.from({ length: 20 }, () => store.attempts.take(key, NOW)))
      assert.equal(taken.filter(Boolean).length, 1)
      assert.deepEqual(taken.find(Boolean), attempt)
      assert.equal((await store.attempts.find('state'))?.taken, true)
    },
  )

  withStore('a ticket is taken once, in its workspace, in time, and can be renewed', async (store) => {
    await store.attempts.insert(attempt, 'state', 'browser')
    await store.attempts.issueTicket('state', 'ticket', NOW + 60)
    assert.equal(await store.attempts.takeTicket('ticket', 'ws_2', NOW), undefined)
    assert.equal(await store.attempts.takeTicket('ticket', 'ws_1', NOW + 60), undefined)
    const taken = await Promise.all(
      Array.from({ length: 20 }, () => store.attempts.takeTicket('ticket', 'ws_1', NOW)),
    )
    assert.equal(taken.filter(Boolean).length, 1)
    assert.deepEqual(await store.attempts.findTicket('ticket', 'ws_1'), { used: true })
    await store.attempts.renewTicket('ticket', 'next', NOW + 60)
    assert.equal(await store.attempts.findTicket('ticket', 'ws_1'), undefined)
    assert.deepEqual(await store.attempts.takeTicket('next', 'ws_1', NOW), attempt)
    await store.attempts.sweep(NOW + 2000)
    assert.equal(await store.attempts.find('state'), undefined)
  })

  withStore('a connection is saved with its event, and completes its session', async (store) => {
    assert.equal(await store.connections.save(connection, 'cs_1', event()), true)
    assert.deepEqual(await store.connections.read('ws_1', 'conn_1'), connection)
    assert.equal(await store.connections.read('ws_2', 'conn_1'), undefined)
    assert.equal((await store.sessions.read('cs_1'))?.completedAt, NOW)
    assert.deepEqual((await store.events.list('ws_1', {}, PAGE)).map(({ type }) => type).sort(), [
      'app.created',
      'connection.created',
    ])
    const key = { workspaceId: 'ws_1', providerId: 'platform', owner: 'owner', accountId: 'a1' }
    assert.equal((await store.connections.findByAccount(key))?.id, 'conn_1')
    assert.equal(await store.connections.findByAccount({ ...key, owner: 'x' }), undefined)
  })

  withStore('the same account is never saved twice for one owner, and loses nothing', async (store) => {
    await store.connections.save(connection, 'cs_1', event())
    const twin = { ...connection, id: 'conn_2', sealedTokens: Uint8Array.of(66) }
    assert.equal(await store.connections.save(twin, 'cs_1', event()), false)
    assert.deepEqual(await store.connections.read('ws_1', 'conn_1'), connection)
    assert.equal((await store.events.list('ws_1', { type: 'connection.created' }, PAGE)).length, 1)
    const renewed = { ...connection, sealedTokens: Uint8Array.of(77) }
    assert.equal(await store.connections.save(renewed, 'cs_1', event('connection.renewed')), true)
    assert.deepEqual(await store.connections.read('ws_1', 'conn_1'), { ...renewed, version: 2 })
  })

  withStore('a change names the version that it read; only one of many wins', async (store) => {
    await store.connections.save(connection, 'cs_1', event())
    const change = { reason: 'revoked_at_provider', sealedTokens: null } as const
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        store.connections.change(connection, change, event('connection.access_lost'), NOW),
      ),
    )
    assert.equal(results.filter(Boolean).length, 1)
    const changed = await store.connections.read('ws_1', 'conn_1')
    assert.deepEqual(
      [changed?.reason, changed?.sealedTokens, changed?.version],
      ['revoked_at_provider', null, 2],
    )
    assert.equal((await store.events.list('ws_1', { type: 'connection.access_lost' }, PAGE)).length, 1)
  })

  withStore('lists go page by page, filtered, within one workspace', async (store) => {
    for (let index = 1; index <= 5; index++)
      await store.connections.save(
        { ...connection, id: `conn_${index}`, owner: `o${index}`, reason: index === 5 ? 'expired' : null },
        'cs_1',
        event(),
      )
    const first = await store.connections.list('ws_1', {}, { limit: 2, after: null })
    const second = await store.connections.list('ws_1', {}, { limit: 10, after: first.at(-1)?.id ?? null })
    assert.deepEqual(
      [...first, ...second].map(({ id }) => id),
      ['conn_1', 'conn_2', 'conn_3', 'conn_4', 'conn_5'],
    )
    assert.equal((await store.connections.list('ws_1', { connected: false }, PAGE)).length, 1)
    assert.equal((await store.connections.list('ws_1', { connected: true }, PAGE)).length, 4)
    assert.equal((await store.connections.list('ws_1', { owner: 'o3' }, PAGE))[0]?.id, 'conn_3')
    assert.deepEqual(await store.connections.list('ws_2', {}, PAGE), [])
    assert.deepEqual(await store.events.list('ws_2', {}, PAGE), [])
  })

  withStore('usage becomes one line for each key and connection', async (store) => {
    const usage = {
      workspaceId: 'ws_1',
      keyId: 'key_1',
      connectionId: 'conn_1',
      type: 'token.read',
      count: 42,
    } as const
    await store.connections.recordUsage([usage], NOW)
    const [line] = await store.events.list('ws_1', { connectionId: 'conn_1', type: 'token.read' }, PAGE)
    assert.deepEqual([line?.actor, line?.data], ['key_1', { count: 42 }])
  })

  withStore('readiness is told by trying to write', async (store) => {
    assert.equal(await store.isReady(), true)
  })
}
