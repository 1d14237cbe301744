import assert from 'node:assert/strict'
import type { LabelCount } from '../../connections/connection-repository.ts'
import type { Connection, Labels } from '../../connections/connection.ts'
import { connection, event, how, NOW, PAGE } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

/** Changes of connections that are written together. */
export function testConnectionWrites(withStore: WithStore): void {
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
    'the counts of labels are those of the connections, whatever is written at once',
    async (store) => {
      const { connections } = store
      const counted = async (): Promise<unknown> => (await connections.countLabels('ws_1', undefined)).items
      const create = async (id: string, labels: Labels): Promise<Connection> => {
        const created = { ...connection, id, endUserId: id, labels, account: { ...connection.account, id } }
        assert.ok(await connections.save(created, null, [{ ...event(), connectionId: id }]))
        return (await connections.read('ws_1', id)) ?? assert.fail(id)
      }
      const change = (of: Connection, labels: Labels): Promise<boolean> =>
        connections.change(of, { labels }, how([]))
      const plan = (value: string, count: number): LabelCount => ({ name: 'plan', value, count })
      const [one, two, three] = await Promise.all([
        create('conn_1', { plan: 'pro', region: 'eu' }),
        create('conn_2', { plan: 'pro' }),
        create('conn_3', { plan: 'free' }),
      ])
      const region = { name: 'region', value: 'eu', count: 1 }
      assert.deepEqual(await counted(), [plan('pro', 2), plan('free', 1), region])
      // Of two changes of what was read, one counts.
      const outcomes = await Promise.all([
        change(one, { plan: 'free' }),
        change(one, { plan: 'trial' }),
        change(two, {}),
        change(three, { plan: 'free', region: 'us' }),
      ])
      assert.deepEqual(outcomes, [true, false, true, true])
      assert.deepEqual(await counted(), [plan('free', 2), { name: 'region', value: 'us', count: 1 }])
      const last = (await connections.read('ws_1', 'conn_3')) ?? assert.fail()
      const removed = { ...event('connection.deleted'), connectionId: 'conn_3' }
      assert.equal(await connections.remove(three, removed, NOW), false, 'it has changed')
      assert.equal(await connections.remove(last, removed, NOW), true)
      assert.deepEqual(await counted(), [plan('free', 1)])
      const known = (await connections.read('ws_1', 'conn_1')) ?? assert.fail()
      const reconnected = { ...known, version: known.version + 1, labels: { plan: 'pro' } }
      assert.ok(await connections.save(reconnected, null, []))
      assert.deepEqual(await counted(), [plan('pro', 1)])
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

  withStore(
    'what several connections were last used for is written together, again and again',
    async (store) => {
      const ids = ['conn_1', 'conn_2', 'conn_3']
      for (const id of ids)
        await store.connections.save(
          {
            ...connection,
            id,
            account: { ...connection.account, id },
            previousTokenSetCiphertext: Uint8Array.of(5),
          },
          null,
          [],
        )
      const { tokenSetVersion } =
        (await store.connections.read('ws_1', 'conn_1')) ?? assert.fail('it is there')
      for (let round = 0; round < 6; round++) {
        const answered = new Map(
          ids.map((id, index) => [
            id,
            { at: NOW + round + index, tokenSetVersion: index === 0 ? null : tokenSetVersion },
          ]),
        )
        await store.connections.recordUsage({ lines: [], answered, keys: new Set() }, NOW)
      }
      const read = await Promise.all(ids.map((id) => store.connections.read('ws_1', id)))
      assert.deepEqual(
        read.map((one) => [one?.lastCallAt, one?.previousTokenSetCiphertext]),
        [
          [NOW + 5, Uint8Array.of(5)],
          [NOW + 6, null],
          [NOW + 7, null],
        ],
      )
    },
  )

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
    const record = (tokenSetVersion: number | null): Promise<void> => {
      const answered = new Map([['conn_1', { at: NOW - 5, tokenSetVersion }]])
      return store.connections.recordUsage({ lines: [], answered, keys: new Set() }, NOW)
    }
    const { tokenSetVersion } = (await store.connections.read('ws_1', 'conn_1')) ?? assert.fail('it is there')
    for (const other of [null, tokenSetVersion - 1]) {
      await record(other)
      const kept = await store.connections.read('ws_1', 'conn_1')
      assert.deepEqual(kept?.previousTokenSetCiphertext, Uint8Array.of(5), `version ${other}`)
    }
    await record(tokenSetVersion)
    await store.connections.recordUsage(
      { lines: [usage], answered: new Map(), keys: new Set([usage.principalId]) },
      NOW,
    )
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
}
