import assert from 'node:assert/strict'
import type { DueContact } from '../../email-marketing/model/unchecked-contact.ts'
import { connection, event, NOW } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

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
        accountId: '7',
        audienceId: '1',
        emailCiphertext: Uint8Array.of(1, 2, 3),
        mustUnsubscribe,
        createdAt: NOW,
        dueAt: NOW + 10,
      })
      const acquireAll = async (now: number) => {
        const found: DueContact[] = []
        for (let one; (one = await contacts.acquire({ now, latest: now + 1000, until: now + 100 }));)
          found.push(one)
        return found.toSorted((a, b) => a.hash.localeCompare(b.hash))
      }
      const due = async (now: number) => (await acquireAll(now)).map(({ hash }) => hash)
      for (const one of [contact('a'), contact('b', true), contact('a', true), contact('b')])
        await contacts.insert(one)
      assert.deepEqual(await due(NOW), [])
      assert.deepEqual(
        await acquireAll(NOW + 10),
        ['a', 'b'].map((hash) => {
          const { dueAt: _dueAt, ...row } = contact(hash, true)
          return { ...row, errorCode: null }
        }),
        'of two requests, the one that must unsubscribe counts',
      )
      assert.deepEqual(await due(NOW + 11), [], 'they are taken')
      const a = { workspaceId: 'ws_1', hash: 'a' }
      const failed = { dueAt: NOW + 50, errorCode: 'provider_timeout' }
      assert.equal(await contacts.reschedule(a, NOW + 109, failed), false, 'another process has it')
      assert.deepEqual(await contacts.listFailing('ws_1'), [])
      assert.equal(await contacts.reschedule(a, NOW + 110, failed), true)
      assert.equal(await contacts.reschedule(a, NOW + 50, { dueAt: NOW + 55 }), true)
      assert.deepEqual(await contacts.listFailing('ws_1'), [
        { connectionId: 'conn_1', contactCount: 1, errorCode: 'provider_timeout' },
      ])
      assert.deepEqual(await contacts.listFailing('ws_2'), [])
      const failing = [
        ['ws_1', 'conn_1', 'provider_timeout'],
        ['ws_1', 'conn_1', 'rate_limited'],
        ['ws_1', 'conn_2', 'provider_timeout'],
        ['ws_2', 'conn_1', 'provider_timeout'],
      ].map(([workspaceId = '', connectionId = '', code = '']) =>
        contacts.hasFailing({ workspaceId, connectionId }, code),
      )
      assert.deepEqual(await Promise.all(failing), [true, false, false, false])
      assert.deepEqual(await due(NOW + 60), ['a'])
      await contacts.remove('ws_2', 'b')
      assert.equal(await contacts.exists('ws_2', 'b'), false)
      assert.equal(await contacts.exists('ws_1', 'b'), true)
      await contacts.remove('ws_1', 'b')
      assert.deepEqual(await due(NOW + 500), ['a'])
      assert.deepEqual(await due(NOW - 400), [], 'another process may have it')
      assert.deepEqual(await due(NOW - 401), ['a'], 'a clock that was ahead has taken it')
    },
  )
}
