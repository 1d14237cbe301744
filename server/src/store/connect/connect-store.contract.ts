import assert from 'node:assert/strict'
import { authorizationRequest, NOW } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

/** Connect sessions and authorization requests. */
export function testConnectSessions(withStore: WithStore): void {
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
}
