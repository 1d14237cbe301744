import assert from 'node:assert/strict'
import { connection, event, NOW } from './store.fixtures.ts'
import type { WithStore } from './with-store.fixtures.ts'

/** Contacts whose past is not checked. */
export function testUncheckedContacts(withStore: WithStore): void {
  withStore(
    'a contact whose past is not checked is due until it is, at one process at a time',
    async (store) => {
      await store.connections.save(connection, null, [event()])
      const { uncheckedContacts: contacts } = store
      const contact = (hash: string, mustUnsubscribe = false) => ({
        hash,
        workspaceId: 'ws_1',
        connectionId: 'conn_1',
        audienceId: '1',
        emailCiphertext: Uint8Array.of(1, 2, 3),
        mustUnsubscribe,
        createdAt: NOW,
        dueAt: NOW + 10,
      })
      const due = async (now: number) =>
        (await contacts.acquire({ now, until: now + 100, limit: 10 })).map(({ hash }) => hash).toSorted()
      for (const one of [contact('a'), contact('b', true), contact('a', true), contact('b')])
        await contacts.insert(one)
      assert.deepEqual(await due(NOW), [])
      const found = await contacts.acquire({ now: NOW + 10, until: NOW + 110, limit: 10 })
      assert.deepEqual(
        found.toSorted((a, b) => a.hash.localeCompare(b.hash)),
        ['a', 'b'].map((hash) => {
          const { dueAt: _dueAt, ...row } = contact(hash, true)
          return row
        }),
        'of two requests, the one that must unsubscribe counts',
      )
      assert.deepEqual(await due(NOW + 11), [], 'they are taken')
      await contacts.postpone('ws_1', 'a', NOW + 50)
      assert.deepEqual(await due(NOW + 60), ['a'])
      await contacts.remove('ws_2', 'b')
      assert.equal(await contacts.exists('ws_2', 'b'), false)
      assert.equal(await contacts.exists('ws_1', 'b'), true)
      await contacts.remove('ws_1', 'b')
      assert.deepEqual(await due(NOW + 500), ['a'])
    },
  )
}
