import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { createLocalAccountLeases } from '../../store/email-marketing/local-account-leases.ts'
import { accountOf } from './account-ref.ts'
import type { AcquiredLease } from './acquire-lease.ts'
import { awaitWrites, holdWrite, withWrite } from './write-lease.ts'

const account = { id: 'account_1', name: 'Ada’s Bakery', email: null, dataCenter: null, apiBaseUrl: '' }
const connection = { workspaceId: 'ws_1', providerSlug: 'mailchimp', endUserId: 'user-1', account }
const of = accountOf(connection)
const { signal } = new AbortController()
const held = new Set<AcquiredLease>()

test('a sending waits for the writes that began before it, and for no later one', async () => {
  const accountLeases = createLocalAccountLeases()
  const early = await holdWrite(accountLeases, of, { waits: false, signal })
  let isOver = false
  const waiting = awaitWrites({ connection, accountLeases, signal }).then(() => (isOver = true))
  // As a write that has not yet looked for a sending.
  const late = { account: of, subject: 'write late', leaseId: 'late', purpose: 'write' } as const
  await accountLeases.acquire(late, 60_000)
  await new Promise((resolve) => setImmediate(resolve))
  assert.equal(isOver, false)
  await early.release()
  await waiting
  assert.deepEqual(await accountLeases.writes(of), ['late'])
})

test('a write that finds a sending has no lease while it waits', async () => {
  const accountLeases = createLocalAccountLeases()
  const sending = { account: of, subject: 'camp_1', leaseId: 'sending', purpose: 'send' } as const
  await accountLeases.acquire(sending, 60_000)
  await assert.rejects(holdWrite(accountLeases, of, { waits: false, signal }), { code: 'campaign_busy' })
  const waiting = holdWrite(accountLeases, of, { waits: true, signal })
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(await accountLeases.writes(of), [])
  await accountLeases.release(sending)
  const write = await waiting
  assert.equal((await accountLeases.writes(of)).length, 1)
  await write.release()
  assert.deepEqual(await accountLeases.writes(of), [])
})

test('the lease of a write is extended for as long as the write takes', async (t) => {
  const accountLeases = createLocalAccountLeases()
  const extend = mock.method(accountLeases, 'extend')
  mock.timers.enable({ apis: ['setInterval'] })
  t.after(() => mock.timers.reset())
  await withWrite({ connection, accountLeases, signal, held }, async () => {
    mock.timers.tick(5 * 60_000)
    assert.equal(extend.mock.callCount(), 200)
  })
  mock.timers.tick(5 * 60_000)
  assert.equal(extend.mock.callCount(), 200)
  assert.deepEqual(await accountLeases.writes(of), [])
})

test('what was written is written, also if its lease can only be released later', async (t) => {
  const accountLeases = createLocalAccountLeases()
  mock
    .method(accountLeases, 'release')
    .mock.mockImplementationOnce(() => Promise.reject(new Error('no database')))
  mock.timers.enable({ apis: ['setTimeout'] })
  t.after(() => mock.timers.reset())
  const writing = { connection, accountLeases, signal, held }
  assert.equal(await withWrite(writing, async () => 'written'), 'written')
  assert.equal((await accountLeases.writes(of)).length, 1)
  mock.timers.tick(1500)
  assert.deepEqual(await accountLeases.writes(of), [])
})

test('a lease that is not known to be acquired is released', async (t) => {
  const accountLeases = createLocalAccountLeases()
  const { acquire } = accountLeases
  t.mock.method(accountLeases, 'acquire', async (...lease: Parameters<typeof acquire>) => {
    await acquire(...lease)
    throw new Error('no database')
  })
  await assert.rejects(holdWrite(accountLeases, of, { waits: false, signal }), /no database/)
  assert.deepEqual(await accountLeases.writes(of), [])
})

test('a call begins under a lease that was extended lately, and never under one that was lost', async () => {
  const accountLeases = createLocalAccountLeases()
  const lease = await holdWrite(accountLeases, of, { waits: false, signal })
  lease.assertMayBegin()
  assert.ok(lease.leftMs() > 5000)
  mock.method(accountLeases, 'extend', async () => false)
  assert.equal(await lease.extend(), false)
  assert.throws(() => lease.assertMayBegin(), { code: 'campaign_busy' })
  assert.ok(lease.leftMs() <= 0)
  await lease.release()
})

test('a write whose client has left waits for no sending', async () => {
  const accountLeases = createLocalAccountLeases()
  const sending = { account: of, subject: 'camp_1', leaseId: 'sending', purpose: 'send' } as const
  await accountLeases.acquire(sending, 60_000)
  const waiting = holdWrite(accountLeases, of, { waits: true, signal: AbortSignal.abort() })
  await assert.rejects(waiting, { code: 'request_canceled' })
  assert.deepEqual(await accountLeases.writes(of), [])
})
