import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { abortableOf } from './abortable.ts'
import { APPROVALS } from './wait-queue.ts'
import { createRateLimiter, type ProviderQueue } from './rate-limiter.ts'

const options = { maxQueueLength: 100, maxWaitMs: 5000 }

/** Of a queue with one slot, which is free again when `release` is called: whose calls get it, in order. */
async function servedInOrder(queue: ProviderQueue, principals: readonly string[]): Promise<string[]> {
  const first = await queue.acquire('first')
  const served: string[] = []
  const waiting = principals.map(async (principalId) => {
    const slot = await queue.acquire(principalId)
    served.push(principalId)
    slot.release()
  })
  first.release()
  await Promise.all(waiting)
  return served
}

const provider = { id: 'provider', name: 'Provider' }

test('no more than so many at once, in the order in which they came', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 2 })
  const order: number[] = []
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const turn = await queue.acquire('one')
      order.push(index)
      most = Math.max(most, ++running)
      await nextTurn()
      running--
      turn.release()
    }),
  )
  assert.equal(most, 2)
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6, 7])
})

test('principals take turns, each in order of arrival', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 1 })
  const served = await servedInOrder(queue, ['a', 'a', 'a', 'a', 'b', 'b', 'c'])
  assert.deepEqual(served, ['a', 'b', 'c', 'a', 'b', 'a', 'a'])
})

test('calls of approvals go first, and leave every second turn to others', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 1 })
  const served = await servedInOrder(queue, ['a', 'a', 'b', 'b', APPROVALS, APPROVALS, APPROVALS])
  assert.deepEqual(served, [APPROVALS, 'a', APPROVALS, 'b', APPROVALS, 'a', 'b'])
})

test('a principal that comes again and again is not served before one that waits', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 1 })
  let slot = await queue.acquire('a')
  const other = Promise.resolve(queue.acquire('b'))
  const again = Promise.resolve(queue.acquire('a'))
  slot.release()
  slot = await other
  const third = Promise.resolve(queue.acquire('b'))
  slot.release()
  ;(await again).release()
  ;(await third).release()
})

test('a principal that fills the queue leaves room for others: its newest call is rejected', async () => {
  const queue = createRateLimiter({ maxQueueLength: 4, maxWaitMs: 5000 }).queue(provider, 'account', {
    maxConcurrent: 1,
  })
  const turn = await queue.acquire('a')
  const waiting = Array.from({ length: 4 }, () => Promise.resolve(queue.acquire('a')))
  assert.throws(() => queue.acquire('a'), { code: 'provider_rate_limited' })
  const others = [Promise.resolve(queue.acquire('b')), Promise.resolve(queue.acquire('b'))]
  assert.throws(() => queue.acquire('b'), { code: 'provider_rate_limited' }, 'each has half')
  for (const newest of waiting.splice(2)) await assert.rejects(newest, { code: 'provider_rate_limited' })
  turn.release()
  for (const slot of [waiting[0], others[0], waiting[1], others[1]]) (await slot)?.release()
})

test('an approval finds room in a queue that is full of principals with one call each', async () => {
  const queue = createRateLimiter({ maxQueueLength: 2, maxWaitMs: 5000 }).queue(provider, 'account', {
    maxConcurrent: 1,
  })
  const turn = await queue.acquire('a')
  const others = ['b', 'c'].map((principalId) => Promise.resolve(queue.acquire(principalId)))
  assert.throws(() => queue.acquire('d'), { code: 'provider_rate_limited' })
  const approval = Promise.resolve(queue.acquire(APPROVALS))
  await assert.rejects(others[0] ?? assert.fail(), { code: 'provider_rate_limited' })
  turn.release()
  ;(await approval).release()
  ;(await others[1])?.release()
})

test('never more than so many within any second', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', {
    maxConcurrent: 100,
    rates: [{ calls: 4, seconds: 1 }],
  })
  const begun: number[] = []
  await Promise.all(
    Array.from({ length: 11 }, async () => {
      const turn = await queue.acquire('one')
      begun.push(performance.now())
      turn.release()
    }),
  )
  for (const [index, at] of begun.entries()) {
    const within = begun.slice(index).filter((other) => other - at < 1000).length
    assert.ok(within <= 4, `${within} within a second`)
  }
})

test('a full queue and a long wait are errors; the others go on', async () => {
  const queue = createRateLimiter({ maxQueueLength: 1, maxWaitMs: 20 }).queue(provider, 'account', {
    maxConcurrent: 1,
  })
  const turn = await queue.acquire('one')
  const waiting = Promise.resolve(queue.acquire('one'))
  assert.throws(() => queue.acquire('one'), { code: 'provider_rate_limited' })
  await assert.rejects(waiting, { code: 'provider_rate_limited' })
  turn.release()
  assert.ok(!(queue.acquire('one') instanceof Promise))
})

test('A1: a client that disconnects leaves the queue at once, and no slot is lost', async () => {
  const queue = createRateLimiter({ maxQueueLength: 1, maxWaitMs: 5000 }).queue(provider, 'account', {
    maxConcurrent: 1,
  })
  const turn = await queue.acquire('one')
  const controller = new AbortController()
  const waiting = Promise.resolve(queue.acquire('one', abortableOf(controller.signal)))
  controller.abort()
  await assert.rejects(waiting, { code: 'request_canceled' })
  const next = queue.acquire('one')
  assert.ok(next instanceof Promise, 'the only place in the line is free again')
  turn.release()
  await next
})

test('A1: a client that has disconnected does not enter the queue', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 1 })
  const turn = await queue.acquire('one')
  await assert.rejects(Promise.resolve(queue.acquire('one', abortableOf(AbortSignal.abort()))), {
    code: 'request_canceled',
  })
  turn.release()
  assert.ok(!(queue.acquire('one') instanceof Promise))
})

test('A4: a turn that is released twice frees one place', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 2 })
  const [first] = [await queue.acquire('one'), await queue.acquire('one')]
  first?.release()
  first?.release()
  const third = queue.acquire('one')
  assert.ok(!(third instanceof Promise))
  const waiting = queue.acquire('one')
  assert.ok(waiting instanceof Promise)
  third.release()
  await waiting
})

test('each call that has to wait is reported until it has a slot', async () => {
  const reported: [string, Promise<unknown>][] = []
  const observeWait = (of: string, turn: Promise<unknown>): void => void reported.push([of, turn])
  const queue = createRateLimiter({ ...options, observeWait }).queue(provider, 'account', {
    maxConcurrent: 1,
  })
  const first = await queue.acquire('one')
  assert.equal(reported.length, 0, 'the first does not wait')
  const second = queue.acquire('one')
  first.release()
  assert.deepEqual(reported, [['provider', second]])
  ;(await second).release()
})

test('a queue that was dropped says so: a call of its account must go to the one that took its place', async () => {
  const limiter = createRateLimiter(options)
  const queueOf = (name: string): ProviderQueue => limiter.queue(provider, name, { maxConcurrent: 1 })
  const [idle, busy] = [queueOf('idle'), queueOf('busy')]
  const slot = await busy.acquire('one')
  for (let index = 0; index < 20_000; index++) queueOf(`account ${index}`)
  assert.deepEqual([idle.isDropped, busy.isDropped], [true, false])
  assert.notEqual(queueOf('idle'), idle)
  assert.equal(queueOf('busy'), busy)
  slot.release()
})
