import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConnectionChange } from '../connections/connection-repository.ts'
import type { Connection } from '../connections/connection.ts'
import type { Store } from '../context.ts'
import type { EventFilter } from '../workspaces/event.ts'
import { app, authorizationRequest, connection, event, how, NOW, PAGE, session } from './store.fixtures.ts'

/**
 * The contract of every store; each database runs it.
 * @param open returns a new, empty store
 */
export function runStoreContract(name: string, open: () => Promise<Store>): void {
  const withStore = (what: string, body: (store: Store) => Promise<void>): void => {
    void test(`${name}: ${what}`, async () => {
      const store = await open()
      try {
        await store.workspaces.insert(
          { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 },
          NOW,
        )
        await store.workspaces.insert(
          { id: 'ws_2', name: 'Two', allowedReturnUrls: [], color: null, logo: null, version: 0 },
          NOW,
        )
        assert.equal(await store.oauthApps.insert(app, event('oauth_app.created')), true)
        await store.connectSessions.insert(session, 'token-hash', NOW)
        await body(store)
      } finally {
        await store.close()
      }
    })
  }

  withStore('workspaces', async (store) => {
    assert.equal((await store.workspaces.first())?.id, 'ws_1')
    const changed = {
      id: 'ws_1',
      name: 'Other',
      allowedReturnUrls: ['https://a.example/b'],
      color: '#aa0033',
      logo: 'data:image/png;base64,AAAA',
      version: 0,
    }
    assert.equal(await store.workspaces.update(changed, event('workspace.updated'), NOW), true)
    assert.deepEqual(await store.workspaces.read('ws_1'), { ...changed, version: 1 })
    assert.equal(
      await store.workspaces.update({ ...changed, name: 'Late' }, event('workspace.updated'), NOW),
      false,
      'it has changed since it was read',
    )
    assert.equal((await store.workspaces.read('ws_1'))?.name, 'Other')
    assert.equal(await store.workspaces.read('ws_9'), undefined)
  })

  withStore('keys are found by their hash until revoked, once', async (store) => {
    const key = {
      id: 'key_1',
      workspaceId: 'ws_1',
      name: 'k',
      scopes: ['tokens:read'] as const,
      prefix: 'llk_abcd',
      createdAt: NOW,
      lastUsedAt: null,
      revokedAt: null,
    }
    await store.secretKeys.insert(key, 'hash', event('secret_key.created'))
    assert.deepEqual(await store.secretKeys.findByHash('hash'), key)
    assert.equal(await store.secretKeys.revoke('ws_2', 'key_1', event('secret_key.revoked'), NOW), false)
    assert.equal(await store.secretKeys.revoke('ws_1', 'key_1', event('secret_key.revoked'), NOW), true)
    assert.equal(await store.secretKeys.revoke('ws_1', 'key_1', event('secret_key.revoked'), NOW), false)
    assert.equal(await store.secretKeys.findByHash('hash'), undefined)
    assert.deepEqual(
      (await store.secretKeys.list('ws_1')).map(({ revokedAt }) => revokedAt),
      [NOW],
    )
  })

  withStore('apps keep their secrets newest first, and change them one at a time', async (store) => {
    assert.equal(
      await store.oauthApps.insert({ ...app, id: 'app_2', clientSecrets: [] }, event('oauth_app.created')),
      false,
    )
    await store.oauthApps.addSecret(
      app,
      { id: 'sec_2', ciphertext: Uint8Array.of(4), createdAt: NOW },
      event('oauth_app.client_secret_added'),
    )
    assert.deepEqual(
      (await store.oauthApps.read('ws_1', 'app_1'))?.clientSecrets.map(({ id }) => id),
      ['sec_2', 'sec_1'],
    )
    assert.equal(await store.oauthApps.read('ws_2', 'app_1'), undefined)
    const removed = event('oauth_app.client_secret_removed')
    assert.equal(await store.oauthApps.removeSecret(app, 'sec_1', removed, NOW), false, 'one was added since')
    const read = await store.oauthApps.read('ws_1', 'app_1')
    assert.ok(read)
    const results = await Promise.all(
      ['sec_1', 'sec_2'].map((id) => store.oauthApps.removeSecret(read, id, removed, NOW)),
    )
    assert.equal(results.filter(Boolean).length, 1)
    assert.equal((await store.oauthApps.read('ws_1', 'app_1'))?.clientSecrets.length, 1)
    const gone = { ...app, id: 'app_9' }
    assert.equal(
      await store.oauthApps.addSecret(
        gone,
        { id: 'sec_9', ciphertext: Uint8Array.of(4), createdAt: NOW },
        event('oauth_app.client_secret_added'),
      ),
      false,
    )
    await store.connections.save(connection, 'cs_1', [event()])
    assert.equal(
      await store.oauthApps.remove(app, event('oauth_app.deleted'), NOW),
      false,
      'a connection depends on it',
    )
  })

  withStore('a session opens once, in time, for one browser', async (store) => {
    assert.equal(await store.connectSessions.open('token-hash', 'browser', NOW + 1000), false)
    const opened = await Promise.all(
      ['a', 'b', 'c'].map((browser) => store.connectSessions.open('token-hash', browser, NOW)),
    )
    assert.equal(opened.filter(Boolean).length, 1)
    const winner = ['a', 'b', 'c'][opened.indexOf(true)] ?? ''
    assert.equal((await store.connectSessions.readOpened('cs_1', winner))?.openedAt, NOW)
    assert.equal(await store.connectSessions.readOpened('cs_1', 'other'), undefined)
  })

  withStore(
    'an authorization request is taken once, by the right browser, for the right provider, in time',
    async (store) => {
      await store.authorizationRequests.insert(authorizationRequest, 'state', 'browser')
      const key = { stateHash: 'state', browserHash: 'browser', providerSlug: 'provider' }
      assert.equal(await store.authorizationRequests.take({ ...key, browserHash: 'x' }, NOW), undefined)
      assert.equal(await store.authorizationRequests.take({ ...key, providerSlug: 'x' }, NOW), undefined)
      assert.equal(await store.authorizationRequests.take(key, NOW + 1000), undefined)
      assert.equal((await store.authorizationRequests.find('state'))?.taken, false)
      const taken = await Promise.all(
        Array.from({ length: 20 }, () => store.authorizationRequests.take(key, NOW)),
      )
      assert.equal(taken.filter(Boolean).length, 1)
      assert.deepEqual(taken.find(Boolean), authorizationRequest)
      assert.equal((await store.authorizationRequests.find('state'))?.taken, true)
    },
  )

  withStore(
    'a confirmation token is taken once, in its workspace, in time, and can be replaced',
    async (store) => {
      await store.authorizationRequests.insert(authorizationRequest, 'state', 'browser')
      await store.authorizationRequests.issueConfirmationToken('state', 'token', NOW + 60)
      assert.equal(await store.authorizationRequests.takeConfirmationToken('token', 'ws_2', NOW), undefined)
      assert.equal(
        await store.authorizationRequests.takeConfirmationToken('token', 'ws_1', NOW + 60),
        undefined,
      )
      const taken = await Promise.all(
        Array.from({ length: 20 }, () =>
          store.authorizationRequests.takeConfirmationToken('token', 'ws_1', NOW),
        ),
      )
      assert.equal(taken.filter(Boolean).length, 1)
      assert.equal((await store.authorizationRequests.findConfirmationToken('token', 'ws_1'))?.used, true)
      await store.authorizationRequests.replaceConfirmationToken('token', 'next', NOW + 60)
      assert.equal(await store.authorizationRequests.findConfirmationToken('token', 'ws_1'), undefined)
      assert.deepEqual(
        await store.authorizationRequests.takeConfirmationToken('next', 'ws_1', NOW),
        authorizationRequest,
      )
      await store.authorizationRequests.sweep(NOW + 2000)
      assert.equal(await store.authorizationRequests.find('state'), undefined)
    },
  )

  withStore('a connection is saved with its event, and completes its session', async (store) => {
    assert.equal(await store.connections.save(connection, 'cs_1', [event()]), true)
    assert.deepEqual(await store.connections.read('ws_1', 'conn_1'), connection)
    assert.equal(await store.connections.read('ws_2', 'conn_1'), undefined)
    assert.equal((await store.connectSessions.read('cs_1'))?.completedAt, NOW)
    assert.deepEqual((await store.events.list('ws_1', {}, PAGE)).map(({ type }) => type).toSorted(), [
      'connection.created',
      'oauth_app.created',
    ])
    const key = { workspaceId: 'ws_1', providerSlug: 'provider', endUserId: 'owner', accountId: 'a1' }
    assert.equal((await store.connections.findByAccount(key))?.id, 'conn_1')
    assert.equal(await store.connections.findByAccount({ ...key, endUserId: 'x' }), undefined)
  })

  withStore('the same account is never saved twice for one owner, and loses nothing', async (store) => {
    await store.connections.save(connection, 'cs_1', [event()])
    const twin = { ...connection, id: 'conn_2', tokenSetCiphertext: Uint8Array.of(66) }
    assert.equal(await store.connections.save(twin, 'cs_1', [event()]), false)
    assert.deepEqual(await store.connections.read('ws_1', 'conn_1'), connection)
    assert.equal((await store.events.list('ws_1', { type: 'connection.created' }, PAGE)).length, 1)
    const refreshed = { ...connection, tokenSetCiphertext: Uint8Array.of(77), version: 2 }
    assert.equal(await store.connections.save(refreshed, 'cs_1', [event('connection.reconnected')]), true)
    const saved = { ...refreshed, version: 2, tokenSetVersion: 2, fencingToken: 1 }
    assert.deepEqual(await store.connections.read('ws_1', 'conn_1'), saved)
    const moved = { ...refreshed, account: { ...connection.account, id: 'a2' }, version: 3 }
    assert.equal(await store.connections.save(moved, null, [event('connection.reconnected')]), true)
    const other = { ...connection, id: 'conn_3', account: { ...connection.account, id: 'a3' } }
    assert.equal(await store.connections.save(other, null, [event()]), true)
    const taken = { ...other, account: moved.account, version: 2 }
    assert.equal(await store.connections.save(taken, null, [event()]), false, 'that account has a connection')
  })

  withStore(
    'a refresh names the version that it read, and leaves what changes without one',
    async (store) => {
      await store.connections.save(connection, null, [event()])
      const permissions = { ...connection.permissions, campaigns: 'none' } as const
      assert.equal(await store.connections.change(connection, { permissions }, how([])), true)
      const updated = { ...connection, tokenSetCiphertext: Uint8Array.of(77), version: 2 }
      assert.equal(await store.connections.save(updated, null, [event('connection.reconnected')]), false)
      const read = await store.connections.read('ws_1', 'conn_1')
      assert.deepEqual([read?.permissions, read?.version], [permissions, 2])
      const usage = { lines: [], answered: new Map([['conn_1', NOW + 5]]), keys: new Set<string>() }
      await store.connections.recordUsage(usage, NOW)
      assert.equal(
        await store.connections.save({ ...updated, permissions, version: 3 }, null, [event()]),
        true,
      )
      assert.equal((await store.connections.read('ws_1', 'conn_1'))?.lastCallAt, NOW + 5)
      const removed = { ...updated, id: 'conn_9', version: 2 }
      assert.equal(await store.connections.save(removed, null, [event()]), false, 'there is none any more')
    },
  )

  withStore('a change names the version that it read; only one of many wins', async (store) => {
    await store.connections.save(connection, 'cs_1', [event()])
    const change = { reason: 'revoked_at_provider', tokenSetCiphertext: null } as const
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        store.connections.change(connection, change, how([event('connection.credential_failed')])),
      ),
    )
    assert.equal(results.filter(Boolean).length, 1)
    const changed = await store.connections.read('ws_1', 'conn_1')
    assert.deepEqual(
      [changed?.reason, changed?.tokenSetCiphertext, changed?.version],
      ['revoked_at_provider', null, 2],
    )
    assert.equal((await store.events.list('ws_1', { type: 'connection.credential_failed' }, PAGE)).length, 1)
  })

  withStore('a lease is held by one at a time, and ends', async (store) => {
    await store.connections.save(connection, null, [event()])
    const acquireLease = { leaseMs: 60_000, now: NOW }
    const leases = await Promise.all(
      Array.from({ length: 20 }, () => store.connections.acquireLease(connection, acquireLease)),
    )
    assert.equal(leases.filter(Boolean).length, 1)
    const mine = leases.find(Boolean)
    assert.deepEqual(
      [mine?.fencingToken, mine?.refreshStartedAt, mine?.orphanedRefreshStartedAt],
      [1, NOW, null],
    )
    assert.equal(await store.connections.isLeased('conn_1'), true)
    assert.equal(
      await store.connections.acquireLease({ id: 'conn_1', tokenSetVersion: 2 }, acquireLease),
      undefined,
    )
    assert.ok(mine)
    assert.equal(await store.connections.change(mine, { endLease: true }, how([], 'fencing_token')), true)
    assert.equal(await store.connections.isLeased('conn_1'), false)
    // The refresh was not finished, as after a kill: the next lease reports it.
    const next = await store.connections.acquireLease(connection, { leaseMs: -1, now: NOW + 9 })
    assert.deepEqual(
      [next?.fencingToken, next?.refreshStartedAt, next?.orphanedRefreshStartedAt],
      [2, NOW, NOW],
    )
    assert.ok(await store.connections.acquireLease(connection, acquireLease), 'the lease before it has ended')
  })

  withStore('a late holder can save a token set, and nothing else', async (store) => {
    await store.connections.save(connection, null, [event()])
    const late = await store.connections.acquireLease(connection, { leaseMs: -1, now: NOW })
    const next = await store.connections.acquireLease(connection, { leaseMs: 60_000, now: NOW })
    assert.ok(late && next)
    const failure = { reason: 'refresh_rejected', endLease: true } as const
    assert.equal(await store.connections.change(late, failure, how([], 'fencing_token')), false)
    assert.equal(await store.connections.isLeased('conn_1'), true)
    const success = { tokenSetCiphertext: Uint8Array.of(2), reason: null, refreshStartedAt: null }
    assert.equal(await store.connections.change(late, success, how([], 'token_set_version')), true)
    assert.equal(await store.connections.change(next, success, how([], 'token_set_version')), false)
    assert.equal(await store.connections.change(next, failure, how([], 'fencing_token')), false)
    const expired = { reason: 'expired' } as const
    const updated = await store.connections.read('ws_1', 'conn_1')
    assert.ok(updated)
    const held = { ...updated, fencingToken: next.fencingToken }
    assert.equal(
      await store.connections.change({ ...held, version: 1 }, expired, how([], 'leased_version')),
      false,
    )
    assert.equal(
      await store.connections.change({ ...held, fencingToken: 1 }, expired, how([], 'leased_version')),
      false,
    )
    const healed = await store.connections.read('ws_1', 'conn_1')
    assert.deepEqual([healed?.tokenSetVersion, healed?.reason, healed?.refreshStartedAt], [2, null, null])
  })

  withStore('what is due is claimed once, longest due first', async (store) => {
    for (let index = 0; index < 30; index++)
      await store.connections.save(
        {
          ...connection,
          id: `conn_${index}`,
          endUserId: `o${index}`,
          dueAt: index < 25 ? NOW - index : NOW + 1,
        },
        null,
        [event()],
      )
    const acquireLease = { leaseMs: 60_000, now: NOW, limit: 10 }
    const [oldest] = await store.connections.acquireDueLeases({ ...acquireLease, limit: 1 })
    assert.equal(oldest?.id, 'conn_24')
    const batches = await Promise.all(
      Array.from({ length: 6 }, () => store.connections.acquireDueLeases(acquireLease)),
    )
    const ids = batches.flat().map(({ id }) => id)
    assert.equal(new Set(ids).size, 24)
    assert.equal(ids.length, 24)
    await store.connections.makeDue('app_1', NOW)
    assert.deepEqual(await store.connections.acquireDueLeases(acquireLease), [])
  })

  withStore('writes that come together are each told the truth', async (store) => {
    const results = await Promise.allSettled([
      store.connections.save(connection, null, [event()]),
      store.connections.save({ ...connection, id: 'conn_2' }, null, [event()]),
      store.connections.save({ ...connection, id: 'conn_3', endUserId: 'x', oauthAppId: 'app_9' }, null, [
        event(),
      ]),
      store.connections.save({ ...connection, id: 'conn_4', endUserId: 'y' }, null, [event()]),
    ])
    assert.deepEqual(
      results.map((result) => (result.status === 'fulfilled' ? result.value : 'failed')),
      [true, false, false, true],
    )
    const ids = (await store.connections.list('ws_1', {}, PAGE)).map(({ id }) => id)
    assert.deepEqual(ids, ['conn_1', 'conn_4'])
  })

  withStore(
    'a campaign is leased to one at a time, and a lease that has ended is worth nothing',
    async (store) => {
      await store.connections.save(connection, null, [event()])
      const { campaignLeases: leases } = store
      const lease = (leaseId: string, purpose: 'send' | 'change' = 'send') =>
        ({ connectionId: 'conn_1', campaignId: 'camp_1', leaseId, purpose }) as const
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => leases.acquire(lease(`l${index}`), 60_000)),
      )
      assert.equal(results.filter(Boolean).length, 1)
      const mine = lease(`l${results.indexOf(true)}`)
      assert.equal(await leases.acquire({ ...lease('x'), campaignId: 'camp_2' }, 60_000), true)
      assert.equal(await leases.extend(lease('x'), 60_000), false)
      await leases.release(lease('x'))
      assert.equal(await leases.isSending('conn_1', 'camp_1'), true, 'only its holder gives it back')
      assert.equal(await leases.extend(mine, -1), true)
      assert.equal(await leases.extend(mine, 60_000), false, 'it has ended')
      assert.equal(await leases.acquire(lease('next', 'change'), 60_000), true)
      await leases.release(mine)
      assert.equal(await leases.acquire(lease('third'), 60_000), false)
      assert.deepEqual(
        await Promise.all([leases.isSending('conn_1', 'camp_1'), leases.isSending('conn_1')]),
        [false, true],
      )
    },
  )

  withStore('one send request of a campaign is approved, of those that were there', async (store) => {
    const request = (id: string, createdAt: number, campaignId = 'camp_1') => ({
      id,
      workspaceId: 'ws_1',
      connectionId: 'conn_1',
      requestedById: 'key_1',
      byUser: false,
      campaignId,
      campaignName: 'Rye week',
      audienceNames: [],
      approvalText: 'a',
      recipientCount: 1,
      digest: 'd',
      scheduledAt: null,
      createdAt,
      expiresAt: NOW + 1000,
    })
    const all = [request('a', NOW), request('b', NOW), request('c', NOW + 2), request('d', NOW, 'camp_2')]
    for (const one of all) await store.sendRequests.insert(one, event('campaign.send_requested'))
    const approved = event('campaign.send_approved')
    const take = (id: string, now: number) => store.sendRequests.take('ws_1', id, approved, now)
    assert.equal(await take('a', NOW + 1), true)
    assert.equal(await take('a', NOW + 1), false)
    assert.equal(await take('b', NOW + 1), false, 'another was approved since')
    assert.equal(await take('c', NOW + 3), true, 'it was created after that')
    assert.equal(await take('d', NOW + 3), true, 'of another campaign')
  })

  withStore('lists go page by page, filtered, within one workspace', async (store) => {
    for (let index = 1; index <= 5; index++)
      await store.connections.save(
        {
          ...connection,
          id: `conn_${index}`,
          endUserId: `o${index}`,
          reason: index === 5 ? 'expired' : null,
        },
        'cs_1',
        [event()],
      )
    const first = await store.connections.list('ws_1', {}, { limit: 2, after: null })
    const second = await store.connections.list('ws_1', {}, { limit: 10, after: first.at(-1)?.id ?? null })
    assert.deepEqual(
      [...first, ...second].map(({ id }) => id),
      ['conn_1', 'conn_2', 'conn_3', 'conn_4', 'conn_5'],
    )
    const newest = async (filter: object, after: string | null, limit = 2): Promise<string> =>
      (await store.connections.list('ws_1', { ...filter, sort: 'newest' }, { limit, after }))
        .map(({ id }) => id.slice(5))
        .join()
    for (const filter of [{}, { words: 'o' }, { providerSlug: connection.providerSlug }])
      assert.deepEqual(
        [await newest(filter, null), await newest(filter, 'conn_4'), await newest(filter, 'conn_1')],
        ['5,4', '3,2', ''],
        JSON.stringify(filter),
      )
    assert.equal(await newest({}, 'conn_35'), '3,2', 'after one that was deleted meanwhile')
    const called = async (id: string, name: string): Promise<void> => {
      const found = await store.connections.read('ws_1', id)
      assert.ok(found)
      await store.connections.change(found, { account: { ...found.account, name } }, how([]))
    }
    await called('conn_2', 'Zucker')
    await called('conn_4', 'Ähre')
    const byName = async (filter: object, after: string | null, limit = 2): Promise<string> =>
      (await store.connections.list('ws_1', { ...filter, sort: 'name' }, { limit, after }))
        .map(({ id }) => id.slice(5))
        .join()
    for (const filter of [{}, { words: 'o' }, { providerSlug: connection.providerSlug }])
      assert.deepEqual(
        [await byName(filter, null), await byName(filter, 'conn_1'), await byName(filter, 'conn_5')],
        ['4,1', '3,5', '2'],
        JSON.stringify(filter),
      )
    assert.equal(await byName({ statuses: ['disconnected'] }, null), '5')
    assert.equal(await byName({ endUserId: 'o2' }, null), '2')
    assert.equal((await store.connections.list('ws_1', { statuses: ['disconnected'] }, PAGE)).length, 1)
    for (const filter of [
      {},
      { statuses: ['disconnected'] },
      { endUserId: 'o3' },
      { words: 'O3' },
    ] as const) {
      const listed = await store.connections.list('ws_1', filter, PAGE)
      const counted = await store.connections.count('ws_1', filter)
      assert.equal(
        counted.reduce((sum, { count }) => sum + count, 0),
        listed.length,
        JSON.stringify(filter),
      )
    }
    assert.deepEqual(await store.connections.count('ws_2', {}), [])
    assert.equal(
      (await store.connections.list('ws_1', { statuses: ['connected', 'expiring_soon'] }, PAGE)).length,
      4,
    )
    assert.equal((await store.connections.list('ws_1', { endUserId: 'o3' }, PAGE))[0]?.id, 'conn_3')
    assert.equal((await store.connections.list('ws_1', { words: 'O3' }, PAGE))[0]?.id, 'conn_3')
    assert.equal((await store.connections.list('ws_1', { words: '%' }, PAGE)).length, 0, 'as it is written')
    assert.deepEqual(await store.connections.list('ws_2', {}, PAGE), [])
    assert.deepEqual(await store.events.list('ws_2', {}, PAGE), [])
  })

  withStore('a search finds any part of a name, email address or ID, page by page', async (store) => {
    const accounts = ['Ünïcode ✉', '100% Wool_Shop', 'C:\\Letters', 'Ada’s Bakery', 'Bob’s Bakery']
    for (const [index, name] of accounts.entries()) {
      const account = { ...connection.account, id: `acc-${index}`, name, email: `mail${index}@shop.example` }
      await store.connections.save({ ...connection, id: `conn_${index}`, account }, null, [event()])
    }
    const found = async (words: string, after: string | null = null): Promise<string> =>
      (await store.connections.list('ws_1', { words }, { limit: 3, after }))
        .map(({ id }) => id.slice(5))
        .join()
    for (const [words, ids] of [
      ['bakery', '3,4'],
      ['ÜNÏ', '0'],
      ['✉', '0'],
      ['%', '1'],
      ['100%', '1'],
      ['l_s', '1'],
      ['xl_s', ''],
      [':\\let', '2'],
      ['shop.example', '0,1,2'],
      ['MAIL3@', '3'],
      ['acc-4', '4'],
      ['own', '0,1,2'],
      ['us1', ''],
      ['"mail', ''],
    ] as const)
      assert.equal(await found(words), ids, words)
    assert.equal(await found('shop.example', 'conn_2'), '3,4')
    const renamed = { ...connection.account, id: 'acc-3', name: 'Pastry' }
    const bakery = (await store.connections.read('ws_1', 'conn_3')) ?? assert.fail()
    assert.equal(await store.connections.change(bakery, { account: renamed }, how([])), true)
    assert.equal(await found('bakery'), '4')
    assert.equal(await found('pastr'), '3')
    const second = (await store.connections.read('ws_1', 'conn_2')) ?? assert.fail()
    assert.equal(await store.connections.remove(second, event('connection.deleted'), NOW), true)
    assert.equal(await found('letters'), '')
    assert.equal(await found('shop.example', 'conn_2'), '4', 'the last one of the previous page was deleted')
    assert.deepEqual(await store.connections.list('ws_2', { words: 'bakery' }, PAGE), [])
  })

  withStore('a connection is in the list of its status', async (store) => {
    const listed = async (): Promise<string> => {
      const statuses = ['connected', 'expiring_soon', 'disconnected'] as const
      for (const status of statuses) {
        const [all, ofProvider] = [{}, { providerSlug: 'provider' }].map((more) =>
          store.connections.list('ws_1', { statuses: [status], ...more }, PAGE),
        )
        assert.deepEqual(await all, await ofProvider)
        if ((await all)?.length) return status
      }
      return 'none'
    }
    await store.connections.save(connection, null, [event()])
    assert.equal(await listed(), 'connected')
    const change = async (what: ConnectionChange): Promise<void> => {
      const read = (await store.connections.read('ws_1', 'conn_1')) ?? assert.fail()
      assert.equal(await store.connections.change(read, what, how([])), true)
    }
    await change({ refreshType: 'none', accessTokenExpiresAt: NOW + 1 })
    assert.equal(await listed(), 'expiring_soon')
    await change({ reason: 'expired' })
    assert.equal(await listed(), 'disconnected')
    await change({ apiKeyCiphertext: Uint8Array.of(1) })
    assert.equal(await listed(), 'connected')
  })

  withStore(
    'a changed status has one event, in the transaction of the change, also if two processes see it',
    async (store) => {
      const statusEvents = async (): Promise<unknown[]> => {
        const filter = { type: 'connection.status_changed' }
        const events = await store.events.list('ws_1', filter, PAGE)
        return events.map(({ actor, data }) => [actor.id, data['from'], data['to'], data['reason']])
      }
      let now = NOW
      await store.connections.save(connection, null, [event()])
      assert.deepEqual(await statusEvents(), [], 'a new connection has no status before')
      const read = async (): Promise<Connection> =>
        (await store.connections.read('ws_1', 'conn_1')) ?? assert.fail()
      const change = async (of: Connection, what: ConnectionChange): Promise<boolean> =>
        store.connections.change(of, what, { ...how([event('connection.checked')]), now: ++now })

      const seen = await read()
      const soon = { refreshType: 'none', accessTokenExpiresAt: NOW + 900 } as const
      const written = await Promise.all([change(seen, soon), change(seen, soon)])
      assert.equal(written.filter(Boolean).length, 1)
      const first = ['key_1', 'connected', 'expiring_soon', 'token_expiring']
      assert.deepEqual(await statusEvents(), [first])
      assert.equal(await change(await read(), { lastCheckedAt: NOW + 1 }), true)
      assert.equal((await statusEvents()).length, 1, 'the same status again')
      assert.equal(await change(await read(), { reason: 'revoked_at_provider' }), true)
      assert.deepEqual((await statusEvents())[0], [
        'key_1',
        'expiring_soon',
        'disconnected',
        'revoked_at_provider',
      ])
      const again = { ...(await read()), reason: null, accessTokenExpiresAt: null }
      const reconnected = { ...event('connection.reconnected'), actor: 'key_2' }
      assert.equal(
        await store.connections.save({ ...again, connectedAt: ++now, version: again.version + 1 }, null, [
          reconnected,
        ]),
        true,
      )
      assert.deepEqual((await statusEvents())[0], ['key_2', 'disconnected', 'connected', null])
      assert.equal((await statusEvents()).length, 3)
    },
  )

  withStore('changes that are written together each have their own outcome', async (store) => {
    const ids = Array.from({ length: 12 }, (_, index) => `conn_${index}`)
    const read = async (id: string): Promise<Connection> =>
      (await store.connections.read('ws_1', id)) ?? assert.fail()
    for (const id of ids)
      await store.connections.save(
        { ...connection, id, endUserId: id, account: { ...connection.account, id } },
        null,
        [{ ...event(), connectionId: id }],
      )
    const refresh = (of: Connection, round: number): Promise<boolean> =>
      store.connections.change(
        of,
        {
          tokenSetCiphertext: Uint8Array.of(round, Number(of.id.slice(5))),
          accessTokenExpiresAt: round === 2 ? null : NOW + round,
          health: { refreshedAt: NOW + round },
        },
        how([{ ...event('connection.token_refreshed'), connectionId: of.id }], 'token_set_version'),
      )
    const stale = await Promise.all(ids.map(read))
    for (const round of [1, 2, 3]) {
      const fresh = await Promise.all(ids.map(read))
      // Every third was read before the rounds, and one is written twice at once.
      const seen = fresh.map((one, index) => (round > 1 && index % 3 === 0 ? (stale[index] ?? one) : one))
      const written = await Promise.all([...seen, ...seen.slice(1, 2)].map((one) => refresh(one, round)))
      const expected = seen.map((one, index) => one === fresh[index])
      assert.deepEqual(
        written.slice(0, 12).filter(Boolean).length + Number(written[12]),
        expected.filter(Boolean).length,
      )
      assert.deepEqual(written.slice(2, 12), expected.slice(2))
      for (const [index, id] of ids.entries()) {
        const after = await read(id)
        if (!expected[index]) continue
        assert.deepEqual([...(after.tokenSetCiphertext ?? [])], [round, index])
        assert.equal(after.accessTokenExpiresAt, round === 2 ? null : NOW + round)
        assert.equal(after.tokenSetVersion, (fresh[index]?.tokenSetVersion ?? 0) + 1)
      }
    }
    const events = await store.events.list('ws_1', { type: 'connection.token_refreshed' }, PAGE)
    assert.equal(events.length, 12 + 8 + 8, 'one event for each that was written')
  })

  withStore('connections are found by their short names', async (store) => {
    for (const [index, endUserId] of ['ada', 'ben', 'ben'].entries())
      await store.connections.save(
        {
          ...connection,
          id: `conn_${index}`,
          endUserId,
          account: { ...connection.account, id: `a${index}` },
        },
        null,
        [event()],
      )
    const find = async (position: number, endUserId?: string) =>
      (await store.connections.findBySlug('ws_1', endUserId, 'unicode-provider', position))?.id
    assert.deepEqual([await find(1), await find(3), await find(4)], ['conn_0', 'conn_2', undefined])
    assert.deepEqual([await find(1, 'ben'), await find(3, 'ben')], ['conn_1', undefined])
    const chosen = { ids: ['conn_2', 'conn_0', 'conn_9'] }
    const ids = (await store.connections.list('ws_1', chosen, PAGE)).map(({ id }) => id)
    assert.deepEqual(ids, ['conn_0', 'conn_2'])
    assert.deepEqual(await store.connections.list('ws_2', chosen, PAGE), [])
  })

  withStore('events are found by every filter, newest first', async (store) => {
    for (const [index, endUserId] of ['ada', 'ben', 'ben'].entries())
      await store.connections.save(
        {
          ...connection,
          id: `conn_${index}`,
          endUserId,
          account: { ...connection.account, id: `a${index}` },
        },
        null,
        [],
      )
    const types = ['connection.created', 'connection.checked', 'token.retrieved'] as const
    for (let index = 0; index < 12; index++)
      await store.events.record(
        'ws_1',
        {
          type: types[index % 3] ?? assert.fail(),
          connectionId: `conn_${index % 2 === 0 ? 0 : 1 + (index % 4 === 1 ? 0 : 1)}`,
          actor: index % 4 === 0 ? 'key_1' : 'system',
          data: { index },
        },
        NOW + 1 + index,
      )
    const found = async (filter: EventFilter, limit = 100, after: string | null = null): Promise<string> =>
      (await store.events.list('ws_1', { since: NOW + 1, ...filter }, { limit, after }))
        .map(({ data }) => String(data['index']))
        .join()
    assert.equal(await found({}), '11,10,9,8,7,6,5,4,3,2,1,0')
    assert.equal(await found({ type: 'connection' }), '10,9,7,6,4,3,1,0')
    assert.equal(await found({ type: 'connection' }, 3), '10,9,7')
    assert.equal(await found({ type: 'connection.checked' }), '10,7,4,1')
    assert.equal(await found({ actorId: 'key_1' }), '8,4,0')
    assert.equal(await found({ actorId: 'key_1', type: 'connection' }), '4,0')
    assert.equal(await found({ endUserId: 'ben' }), '11,9,7,5,3,1')
    assert.equal(await found({ endUserId: 'ben', type: 'connection.created' }), '9,3')
    assert.equal(await found({ endUserId: 'ben', connectionId: 'conn_1' }), '9,5,1')
    assert.equal(await found({ endUserId: 'ben', connectionId: 'conn_0' }), '')
    assert.equal(await found({ connectionId: 'conn_0', actorId: 'key_1', until: NOW + 5 }), '0')
    const [, second] = await store.events.list('ws_1', { endUserId: 'ben' }, PAGE)
    assert.equal(await found({ endUserId: 'ben' }, 2, second?.id), '7,5')
  })

  withStore('usage becomes one line for each key and connection', async (store) => {
    const usage = {
      workspaceId: 'ws_1',
      principalId: 'key_1',
      connectionId: 'conn_1',
      type: 'token.retrieved',
      count: 42,
    } as const
    await store.connections.save({ ...connection, previousTokenSetCiphertext: Uint8Array.of(5) }, null, [
      event('connection.created'),
    ])
    const answered = new Map([['conn_1', NOW - 5]])
    await store.connections.recordUsage({ lines: [usage], answered, keys: new Set([usage.principalId]) }, NOW)
    const [line] = await store.events.list('ws_1', { connectionId: 'conn_1', type: 'token.retrieved' }, PAGE)
    const actor = { type: 'secret_key', id: 'key_1', name: null }
    assert.deepEqual([line?.actor, line?.data], [actor, { count: 42 }])
    const used = await store.connections.read('ws_1', 'conn_1')
    assert.deepEqual(
      [used?.lastCallAt, used?.previousTokenSetCiphertext],
      [NOW - 5, null],
      'the new token was used',
    )
  })

  withStore('readiness is told by trying to write', async (store) => {
    assert.equal(await store.isReady(), true)
  })
}
