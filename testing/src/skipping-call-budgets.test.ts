import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startSandbox } from '@letterlock/sandbox/sandbox.ts'
import { createRateLimiter } from '../../server/src/outbound/rate-limiter.ts'
import { skippingCallBudgets } from './skipping-call-budgets.ts'

const OPTIONS = { maxQueueLength: 100, maxWaitMs: 5000 }
const CALLS = 4
const LIMITS = { maxConcurrent: 10, rates: [{ calls: CALLS, seconds: 1 }] }
const PROVIDER = { id: 'provider', name: 'Provider' }

test('calls one after another keep to the limit of each second of the clock, and do not wait', async () => {
  await using sandbox = await startSandbox()
  const { clock } = sandbox.world
  const queue = createRateLimiter(OPTIONS, skippingCallBudgets(clock)).queue(PROVIDER, 'account', LIMITS)
  const begun: number[] = []
  const date = clock.now().getTime()
  for (let call = 0; call < 40; call++) {
    const slot = queue.acquire('principal')
    assert.ok(!(slot instanceof Promise), 'it does not wait')
    begun.push(clock.monotonicNow())
    slot.release()
  }
  for (const [index, at] of begun.entries()) {
    const within = begun.slice(index).filter((other) => other - at < 1000).length
    assert.ok(within <= CALLS, `${within} within a second`)
  }
  assert.ok(clock.now().getTime() - date >= 9000, 'the date has moved, as if they had waited')
})

test('while a call is on its way, the next one waits for it', async () => {
  await using sandbox = await startSandbox()
  const queue = createRateLimiter(OPTIONS, skippingCallBudgets(sandbox.world.clock)).queue(
    PROVIDER,
    'account',
    LIMITS,
  )
  const slots = await Promise.all(Array.from({ length: CALLS }, async () => queue.acquire('principal')))
  const waiting = queue.acquire('principal')
  assert.ok(waiting instanceof Promise, 'the sandbox may not have counted those calls yet')
  for (const slot of slots) slot.release()
  const slot = await waiting
  slot.release()
})
