import assert from 'node:assert/strict'
import type { ConnectionChange } from '../../connections/connection-repository.ts'
import type { Connection } from '../../connections/connection.ts'
import { connection, event, how, NOW, PAGE } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

/** Lists and searches of connections. */
export function testConnectionLists(withStore: WithStore): void {
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
}
