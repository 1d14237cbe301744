import assert from 'node:assert/strict'
import type { EventFilter } from '../../workspaces/event.ts'
import { anyEvent, connection, NOW, PAGE, secretKey } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

/** Events and their filters. */
export function testEvents(withStore: WithStore): void {
  withStore('events are found by a part of what they say, and of the names around them', async (store) => {
    await store.connections.save(connection, null, [])
    await store.secretKeys.insert(
      secretKey,
      'hash',
      anyEvent({
        type: 'secret_key.created',
        connectionId: null,
        actor: 'usr_1',
        data: { name: 'CRM Sync' },
      }),
    )
    await store.events.record(
      'ws_1',
      anyEvent({ type: 'connection.checked', connectionId: connection.id, actor: 'key_1', data: {} }),
      NOW + 2,
    )
    const found = async (words: string, filter: EventFilter = {}): Promise<string[]> =>
      (await store.events.list('ws_1', { ...filter, words }, PAGE)).map(({ type }) => type)
    const [key, checked, app] = ['secret_key.created', 'connection.checked', 'oauth_app.created']
    assert.deepEqual(await found('crm sync'), [checked, key, app])
    assert.deepEqual(await found('SECRET_KEY'), [key])
    assert.deepEqual(await found('secret%key'), [])
    assert.deepEqual(await found(connection.account.name.slice(1, 5)), [checked, app])
    assert.deepEqual(await found('crm', { type: 'connection' }), [checked])
    assert.deepEqual(await found('crm', { actorId: 'usr_1' }), [key])
    assert.deepEqual(await found('crm', { endUserId: connection.endUserId }), [checked, app])
    assert.equal((await store.events.list('ws_2', { words: 'crm' }, PAGE)).length, 0)
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
        anyEvent({
          type: types[index % 3] ?? assert.fail(),
          connectionId: `conn_${index % 2 === 0 ? 0 : 1 + (index % 4 === 1 ? 0 : 1)}`,
          actor: index % 4 === 0 ? 'key_1' : 'system',
          data: { index },
        }),
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
}
