import assert from 'node:assert/strict'
import { accountOf } from '../../email-marketing/sending/account-ref.ts'
import { connection, event, NOW } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

const ACCOUNT = { workspaceId: 'ws_1', provider: 'mailchimp', accountId: 'account_1' }

/** Send requests, and the lease of a campaign that is sent. */
export function testSendRequests(withStore: WithStore): void {
  withStore(
    'a campaign is leased to one at a time, and a lease that has ended is worth nothing',
    async (store) => {
      const { accountLeases: leases } = store
      const lease = (leaseId: string, purpose: 'send' | 'change' = 'send') =>
        ({ account: ACCOUNT, subject: 'camp_1', leaseId, purpose }) as const
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => leases.acquire(lease(`l${index}`), 60_000)),
      )
      assert.equal(results.filter(Boolean).length, 1)
      const mine = lease(`l${results.indexOf(true)}`)
      assert.equal(await leases.acquire({ ...lease('x'), subject: 'camp_2' }, 60_000), true)
      assert.equal(await leases.extend(lease('x'), 60_000), false)
      await leases.release(lease('x'))
      assert.equal(await leases.isSending(ACCOUNT, 'camp_1'), true, 'only its holder gives it back')
      assert.equal(await leases.extend(mine, -1), true)
      assert.equal(await leases.extend(mine, 60_000), false, 'it has ended')
      assert.equal(await leases.acquire(lease('next', 'change'), 60_000), true)
      await leases.release(mine)
      assert.deepEqual(
        await Promise.all([leases.isHeld(ACCOUNT, 'camp_1'), leases.isHeld(ACCOUNT, 'camp_3')]),
        [true, false],
      )
      assert.equal(await leases.acquire(lease('third'), 60_000), false)
      assert.deepEqual(await Promise.all([leases.isSending(ACCOUNT, 'camp_1'), leases.isSending(ACCOUNT)]), [
        false,
        true,
      ])
    },
  )

  withStore('writes of an account go side by side, and are seen until they end', async (store) => {
    const { accountLeases: leases } = store
    const write = (leaseId: string, account = ACCOUNT) =>
      ({ account, subject: `write ${leaseId}`, leaseId, purpose: 'write' }) as const
    assert.equal(await leases.acquire(write('a'), 60_000), true)
    assert.equal(await leases.acquire(write('b'), 60_000), true)
    await leases.release(write('a'))
    assert.deepEqual(await leases.writes(ACCOUNT), ['b'])
    assert.equal(await leases.isSending(ACCOUNT), false)
    assert.deepEqual(await leases.writes({ ...ACCOUNT, workspaceId: 'ws_2' }), [])
    assert.deepEqual(await leases.writes({ ...ACCOUNT, provider: 'mailup' }), [])
    assert.equal(await leases.extend(write('b'), -1), true)
    assert.deepEqual(await leases.writes(ACCOUNT), [], 'it has expired')
    await leases.acquire(write('c'), 60_000)
    await leases.sweep()
    assert.equal(await leases.extend(write('b'), 60_000), false)
    assert.deepEqual(await leases.writes(ACCOUNT), ['c'])
  })

  withStore('what is on its way at a provider is seen with its account', async (store) => {
    const { accountLeases: leases } = store
    const account = accountOf(connection)
    const lease = (leaseId: string, purpose: 'send' | 'write') =>
      ({ account, subject: `camp ${leaseId}`, leaseId, purpose }) as const
    await leases.acquire(lease('a', 'send'), 60_000)
    await leases.acquire(lease('b', 'write'), 60_000)
    await leases.acquire(lease('c', 'send'), -1)
    assert.deepEqual(await leases.running('ws_1', ['mailup', 'provider'], ['send', 'change']), [
      lease('a', 'send'),
    ])
    assert.deepEqual(await leases.running('ws_1', ['mailup'], ['send']), [])
    assert.deepEqual(await leases.running('ws_2', ['provider'], ['send']), [])
  })

  withStore('one send request of a campaign is approved, of those that were there', async (store) => {
    const request = (id: string, createdAt: number, campaignId = 'camp_1') => ({
      id,
      ...ACCOUNT,
      connectionId: 'conn_1',
      requestedById: 'key_1',
      byUser: false,
      campaignId,
      campaignName: 'Rye week',
      campaignPartIds: [],
      mergeTags: [],
      audienceIds: [],
      audienceNames: [],
      segmentNames: [],
      segments: [],
      approvalText: 'a',
      recipientCount: 1,
      digest: 'd',
      scheduledAt: null,
      createdAt,
      expiresAt: NOW + 1000,
    })
    const all = [request('a', NOW), request('b', NOW), request('c', NOW + 2), request('d', NOW, 'camp_2')]
    for (const one of all) await store.sendRequests.insert(one, null, event('campaign.send_requested'))
    const approved = event('campaign.send_approved')
    const take = (id: string, now: number) => store.sendRequests.take('ws_1', id, approved, now)
    assert.equal(await take('a', NOW + 1), true)
    assert.equal(await take('a', NOW + 1), false)
    assert.equal(await take('b', NOW + 1), false, 'another was approved since')
    assert.equal(await take('c', NOW + 3), true, 'it was created after that')
    assert.equal(await take('d', NOW + 3), true, 'of another campaign')
  })

  withStore(
    'segments are held by requests that can be approved, and until what was approved has gone out',
    async (store) => {
      const insert = (id: string, campaignId: string, more: object = {}) =>
        store.sendRequests.insert(
          {
            id,
            ...ACCOUNT,
            connectionId: 'conn_1',
            requestedById: 'key_1',
            byUser: false,
            campaignId,
            campaignName: 'Rye week',
            campaignPartIds: [],
            mergeTags: [],
            audienceIds: [],
            audienceNames: [],
            segmentNames: ['Bologna'],
            segments: [{ id: '4001', name: 'Bologna', tags: [], parts: [] }],
            approvalText: 'a',
            recipientCount: 1,
            digest: 'd',
            scheduledAt: null,
            createdAt: NOW,
            expiresAt: NOW + 1000,
            ...more,
          },
          'hashes',
          event('campaign.send_requested'),
        )
      const { sendRequests } = store
      const held = async (now: number, workspaceId = 'ws_1') =>
        (await sendRequests.holding({ ...ACCOUNT, workspaceId }, { now, approvedSince: now - 100 }))
          .map(({ id }) => id)
          .toSorted()
      await insert('declined', 'camp_1')
      await insert('approved', 'camp_2')
      await insert('replaced', 'camp_2')
      await insert('pending', 'camp_3')
      await insert('scheduled', 'camp_4', { scheduledAt: NOW + 90_000 })
      assert.deepEqual(await held(NOW), ['approved', 'declined', 'pending', 'replaced', 'scheduled'])
      assert.deepEqual(await held(NOW, 'ws_2'), [])
      const heldAt = async (provider: string) =>
        (await sendRequests.holdingAt('ws_1', ['x', provider], { now: NOW, approvedSince: NOW - 100 })).length
      assert.deepEqual([await heldAt(ACCOUNT.provider), await heldAt('mailup')], [5, 0])
      assert.equal(await sendRequests.recipientHashes('ws_1', 'approved'), 'hashes')
      await sendRequests.decline('ws_1', 'declined', event('campaign.send_declined'), NOW + 1)
      await sendRequests.take('ws_1', 'approved', event('campaign.send_approved'), NOW + 1)
      await sendRequests.take('ws_1', 'scheduled', event('campaign.send_approved'), NOW + 1)
      assert.deepEqual(await held(NOW + 2), ['approved', 'pending', 'scheduled'])
      for (const id of ['approved', 'declined'])
        assert.equal(await sendRequests.recipientHashes('ws_1', id), null, 'they are not kept')
      assert.deepEqual(await held(NOW + 2000), ['scheduled'])
      await sendRequests.sweep(NOW + 5000)
      assert.deepEqual(await held(NOW + 6000), ['scheduled'], 'it is kept until its time')
      await sendRequests.sweep(NOW + 90_001)
      assert.equal(await sendRequests.find('ws_1', 'scheduled'), undefined)
    },
  )
}
