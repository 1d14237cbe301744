import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLocalAccountLeases } from '../store/local-account-leases.ts'
import { accountOf } from './account-ref.ts'
import { awaitWrites, holdWrite } from './write-lease.ts'

const account = { id: 'account_1', name: 'Ada’s Bakery', email: null, dataCenter: null, apiBaseUrl: '' }
const connection = { workspaceId: 'ws_1', providerSlug: 'mailchimp', account }
const of = accountOf(connection)

test('a sending waits for the writes that began before it, and for no later one', async () => {
  const accountLeases = createLocalAccountLeases()
  const early = await holdWrite(accountLeases, of, { waits: false })
  let isOver = false
  const { signal } = new AbortController()
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
  await assert.rejects(holdWrite(accountLeases, of, { waits: false }), { code: 'campaign_busy' })
  const waiting = holdWrite(accountLeases, of, { waits: true })
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(await accountLeases.writes(of), [])
  await accountLeases.release(sending)
  const write = await waiting
  assert.equal((await accountLeases.writes(of)).length, 1)
  await write.release()
  assert.deepEqual(await accountLeases.writes(of), [])
})
