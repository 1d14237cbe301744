import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { abortableOf } from './abortable.ts'
import { createRateLimiter } from './rate-limiter.ts'

const options = { maxQueueLength: 100, maxWaitMs: 5000 }

const provider = { id: 'provider', name: 'Provider' }

test('no more than so many at once, in the order in which they came', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 2 })
  const order: number[] = []
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const turn = await queue.acquire()
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

test('never more than so many within any second', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', {
    maxConcurrent: 100,
    rates: [{ calls: 4, seconds: 1 }],
  })
  const begun: number[] = []
  await Promise.all(
    Array.from({ length: 11 }, async () => {
      const turn = await queue.acquire()
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
  const turn = await queue.acquire()
  const waiting = Promise.resolve(queue.acquire())
  assert.throws(() => queue.acquire(), { code: 'provider_rate_limited' })
  await assert.rejects(waiting, { code: 'provider_rate_limited' })
  turn.release()
  assert.ok(!(queue.acquire() instanceof Promise))
})

test('A1: a client that disconnects leaves the queue at once, and no slot is lost', async () => {
  const queue = createRateLimiter({ maxQueueLength: 1, maxWaitMs: 5000 }).queue(provider, 'account', {
    maxConcurrent: 1,
  })
  const turn = await queue.acquire()
  const controller = new AbortController()
  const waiting = Promise.resolve(queue.acquire(abortableOf(controller.signal)))
  controller.abort()
  await assert.rejects(waiting, { code: 'request_canceled' })
  const next = queue.acquire()
  assert.ok(next instanceof Promise, 'the only place in the line is free again')
  turn.release()
  await next
})

test('A1: a client that has disconnected does not enter the queue', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 1 })
  const turn = await queue.acquire()
  await assert.rejects(Promise.resolve(queue.acquire(abortableOf(AbortSignal.abort()))), {
    code: 'request_canceled',
  })
  turn.release()
  assert.ok(!(queue.acquire() instanceof Promise))
})

test('A4: a turn that is released twice frees one place', async () => {
  const queue = createRateLimiter(options).queue(provider, 'account', { maxConcurrent: 2 })
  const [first] = [await queue.acquire(), await queue.acquire()]
  first?.release()
  first?.release()
  const third = queue.acquire()
  assert.ok(!(third instanceof Promise))
  const waiting = queue.acquire()
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
  const first = await queue.acquire()
  assert.equal(reported.length, 0, 'the first does not wait')
  const second = queue.acquire()
  first.release()
  assert.deepEqual(reported, [['provider', second]])
  ;(await second).release()
})
