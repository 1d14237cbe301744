import assert from 'node:assert/strict'
import type { Call, CallTotals } from '../../calls/call.ts'
import type { Store } from '../../context.ts'
import { newId } from '../../kernel/id.ts'
import { HOUR } from '../../kernel/time.ts'
import { app, connection, event, NOW, PAGE, secretKey } from '../store.fixtures.ts'
import { createWithStore } from '../with-store.fixtures.ts'

const ACCESS = { workspaceId: 'ws_1', endUserId: null }
/** Statements of one text are sent as one once their types are known, which takes a few groups. */
const ROUNDS = 6
const HOUR_AT = NOW - (NOW % HOUR)

const callAt = (at: number, more: Partial<Call> = {}): Call => ({
  id: newId('call', new Date(at)),
  workspaceId: 'ws_1',
  type: 'proxy',
  startedAt: at,
  requestId: 'req_1',
  principalType: 'secret_key',
  principalId: 'key_1',
  connectionId: null,
  operation: null,
  method: 'GET',
  path: '/x',
  statusCode: 200,
  errorCode: null,
  durationMs: 3,
  providerDurationMs: 2,
  providerRequestCount: 1,
  retryCount: 0,
  requestBytes: 0,
  responseBytes: 5_000_000_000,
  credential: 'oauth',
  ...more,
})

const totalsOf = (more: Partial<CallTotals> = {}): CallTotals => ({
  workspaceId: 'ws_1',
  connectionId: 'conn_1',
  hour: HOUR_AT,
  callCount: 2,
  errorCount: 1,
  durationMs: 10.4,
  maxDurationMs: 7.6,
  providerDurationMs: 8,
  ...more,
})

/** What every store must do for the log of calls; each database runs it. */
export function runCallStoreContract(name: string, open: () => Promise<Store>): void {
  const withStore = createWithStore(name, open, async (store) => {
    await store.oauthApps.insert(app, event('oauth_app.created'))
    await store.connections.save(connection, null, [])
  })
  const idsOf = async (store: Store, ...[filter = {}, page = PAGE]: Partial<Listed>): Promise<string[]> =>
    (await store.calls.list(ACCESS, filter, page)).map(({ id }) => id)
  type Listed = [filter: Parameters<Store['calls']['list']>[1], page: Parameters<Store['calls']['list']>[2]]

  withStore('calls are found by a part of what they say, and of the names around them', async (store) => {
    await store.secretKeys.insert(secretKey, 'hash', event('secret_key.created'))
    const forwarded = callAt(NOW, { path: '/3.0/Lists/a_b', connectionId: 'conn_1', principalId: 'usr_1' })
    const tool = callAt(NOW + 1000, {
      operation: 'list_campaigns',
      requestId: 'req_77',
      type: 'mcp_tool',
      errorCode: 'access_denied',
    })
    const foreign = callAt(NOW, { workspaceId: 'ws_2', path: '/3.0/lists' })
    await store.calls.record([forwarded, tool, foreign], [])
    const found = (words: string, filter = {}): Promise<string[]> => idsOf(store, { ...filter, words })
    assert.deepEqual(await found('3.0/lists'), [forwarded.id])
    assert.deepEqual(await found('a_b'), [forwarded.id])
    assert.deepEqual(await found('a%b'), [])
    assert.deepEqual(await found('CAMPAIGNS'), [tool.id])
    assert.deepEqual(await found('req_7'), [tool.id])
    assert.deepEqual(await found('access_d'), [tool.id])
    assert.deepEqual(await found('crm sync'), [tool.id])
    assert.deepEqual(await found(connection.account.name.slice(1, 5)), [forwarded.id])
    assert.deepEqual(await found('i', { type: 'proxy' }), [forwarded.id])
    assert.deepEqual(await found('i', { hasFailed: true }), [tool.id])
    const theirs = { workspaceId: 'ws_1', endUserId: connection.endUserId }
    assert.equal((await store.calls.list(theirs, { words: 'LISTS' }, PAGE)).length, 1)
    assert.equal((await store.calls.list(theirs, { words: 'campaigns' }, PAGE)).length, 0)
  })

  withStore('calls are listed newest first, by every filter and page by page', async (store) => {
    const old = callAt(NOW, { requestId: 'req_old', connectionId: 'conn_1' })
    const failed = callAt(NOW + 1000, { statusCode: 404, errorCode: 'connection_not_found' })
    const gone = callAt(NOW + 2000, { statusCode: null, type: 'mcp_tool', principalId: 'usr_1' })
    const foreign = callAt(NOW, { workspaceId: 'ws_2' })
    await store.calls.record([old, failed, gone, foreign], [])
    assert.deepEqual(await idsOf(store), [gone.id, failed.id, old.id])
    assert.deepEqual(await idsOf(store, { hasFailed: true }), [gone.id, failed.id])
    assert.deepEqual(await idsOf(store, { hasFailed: false }), [old.id])
    assert.deepEqual(await idsOf(store, { requestId: 'req_old' }), [old.id])
    assert.deepEqual(await idsOf(store, { connectionId: 'conn_1' }), [old.id])
    assert.deepEqual(await idsOf(store, { type: 'mcp_tool' }), [gone.id])
    assert.deepEqual(await idsOf(store, { principalId: 'usr_1' }), [gone.id])
    assert.deepEqual(await idsOf(store, { since: NOW + 1000, until: NOW + 2000 }), [failed.id])
    assert.deepEqual(await idsOf(store, {}, { limit: 1, after: gone.id }), [failed.id])
    assert.deepEqual(await idsOf(store, { until: NOW + 9000 }, { limit: 5, after: failed.id }), [old.id])
    const read = await store.calls.read(ACCESS, old.id)
    const { principalName, connection: of, ...rest } = read ?? assert.fail('not found')
    assert.deepEqual(rest, old)
    assert.deepEqual([principalName, of?.endUserId], [null, connection.endUserId])
    assert.equal(await store.calls.read(ACCESS, foreign.id), undefined)
  })

  withStore('a connection that another server has erased gets no calls any more', async (store) => {
    const erased = callAt(NOW, { connectionId: 'conn_erased' })
    const kept = callAt(NOW + 1, { connectionId: 'conn_1' })
    await store.calls.record([erased, kept], [totalsOf({ connectionId: 'conn_erased' }), totalsOf()])
    assert.deepEqual(await idsOf(store), [kept.id])
    assert.deepEqual(await store.calls.totals('conn_erased', 0, NOW + HOUR), [])
    assert.equal((await store.calls.totals('conn_1', 0, NOW + HOUR)).length, 1)
  })

  withStore('totals of an hour add up, also those of several servers', async (store) => {
    await store.calls.record([], [totalsOf()])
    await Promise.all([
      store.calls.record([], [totalsOf({ maxDurationMs: 3 })]),
      store.calls.record([], [totalsOf({ maxDurationMs: 20 }), totalsOf({ hour: HOUR_AT + HOUR })]),
    ])
    const [first, second, ...more] = await store.calls.totals('conn_1', HOUR_AT, HOUR_AT + 2 * HOUR)
    assert.deepEqual(more, [])
    assert.deepEqual(first, {
      ...totalsOf(),
      callCount: 6,
      errorCount: 3,
      durationMs: 30,
      maxDurationMs: 20,
      providerDurationMs: 24,
    })
    assert.equal(second?.callCount, 2)
    assert.deepEqual(await store.calls.totals('conn_1', HOUR_AT + HOUR, HOUR_AT + HOUR), [])
    assert.deepEqual(await store.calls.totals('conn_2', 0, HOUR_AT + HOUR), [])
  })

  withStore(
    'calls and totals of several connections are written together, again and again',
    async (store) => {
      const connectionIds = ['conn_1', 'conn_2', 'conn_3']
      for (const id of connectionIds.slice(1))
        await store.connections.save({ ...connection, id, account: { ...connection.account, id } }, null, [])
      const written = [...connectionIds, 'conn_erased']
      for (let round = 0; round < ROUNDS; round++) {
        const calls = [...written, null].map((connectionId) => callAt(NOW + round, { connectionId }))
        const totals = written.flatMap((connectionId) => [
          totalsOf({ connectionId, maxDurationMs: round }),
          // Of the same hour: after a failure there may be two.
          totalsOf({ connectionId, maxDurationMs: 0 }),
        ])
        await store.calls.record(calls, totals)
      }
      const listed = await store.calls.list(ACCESS, {}, { ...PAGE, limit: 100 })
      assert.equal(listed.length, 4 * ROUNDS)
      for (const connectionId of connectionIds) {
        assert.equal(listed.filter(({ connection: of }) => of?.id === connectionId).length, ROUNDS)
        const [totals] = await store.calls.totals(connectionId, HOUR_AT, HOUR_AT + HOUR)
        assert.deepEqual([totals?.callCount, totals?.maxDurationMs], [2 * 2 * ROUNDS, ROUNDS - 1])
      }
      assert.deepEqual(await store.calls.totals('conn_erased', 0, NOW + HOUR), [])
    },
  )

  withStore('totals of a workspace are those of its connections together', async (store) => {
    const others = [
      ['conn_2', 'ws_1'],
      ['conn_9', 'ws_2'],
    ] as const
    for (const [id, workspaceId] of others)
      await store.connections.save(
        { ...connection, id, workspaceId, account: { ...connection.account, id } },
        null,
        [],
      )
    const foreign = totalsOf({ workspaceId: 'ws_2', connectionId: 'conn_9', callCount: 100 })
    const other = totalsOf({ connectionId: 'conn_2', maxDurationMs: 90 })
    await store.calls.record([], [totalsOf(), other, foreign, totalsOf({ hour: HOUR_AT + HOUR })])
    const [first, second, ...more] = await store.calls.totalsOfAll(ACCESS, HOUR_AT, HOUR_AT + 2 * HOUR)
    assert.deepEqual(more, [])
    const sums = { callCount: 4, errorCount: 2, durationMs: 20, maxDurationMs: 90, providerDurationMs: 16 }
    assert.deepEqual({ ...first }, { hour: HOUR_AT, ...sums })
    assert.deepEqual([second?.hour, second?.callCount], [HOUR_AT + HOUR, 2])
    const theirs = { workspaceId: 'ws_1', endUserId: 'another' }
    assert.deepEqual(await store.calls.totalsOfAll(theirs, HOUR_AT, HOUR_AT + HOUR), [])
  })

  withStore('what is too old or too much is deleted, oldest first', async (store) => {
    const calls = Array.from({ length: 30 }, (_, index) => callAt(NOW + index))
    await store.calls.record(calls, [totalsOf(), totalsOf({ hour: HOUR_AT + HOUR })])
    await store.calls.sweep(NOW + 5, 1000)
    assert.equal((await idsOf(store)).length, 25)
    await store.calls.sweep(HOUR_AT + HOUR, 10)
    assert.deepEqual(await idsOf(store), [])
    assert.equal((await store.calls.totals('conn_1', 0, NOW + 9 * HOUR)).length, 1)
    const more = Array.from({ length: 30 }, (_, index) => callAt(NOW + index))
    await store.calls.record(more, [])
    await store.calls.sweep(0, 10)
    assert.deepEqual(
      await idsOf(store),
      more
        .slice(20)
        .map(({ id }) => id)
        .toReversed(),
    )
  })
}
