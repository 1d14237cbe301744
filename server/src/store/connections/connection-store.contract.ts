import assert from 'node:assert/strict'
import { connection, event, how, NOW, PAGE } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

/** A connection: saved, changed, leased. */
export function testConnections(withStore: WithStore): void {
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
      const usage = {
        lines: [],
        answered: new Map([['conn_1', { at: NOW + 5, tokenSetVersion: null }]]),
        keys: new Set<string>(),
      }
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
}
