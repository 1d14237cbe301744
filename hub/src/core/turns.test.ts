import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { abortableOf } from './abortable.ts'
import { createTurns } from './turns.ts'

const options = { longestLine: 100, longestWaitMs: 5000 }

test('no more than so many at once, in the order in which they came', async () => {
  const lane = createTurns(options).lane('platform', 'account', { most: 2 })
  const order: number[] = []
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const turn = await lane.take()
      order.push(index)
      most = Math.max(most, ++running)
      await sleep(5)
      running--
      turn.release()
    }),
  )
  assert.equal(most, 2)
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5, 6, 7])
})

test('never more than so many within any second', async () => {
  const lane = createTurns(options).lane('platform', 'account', { most: 100, perSecond: 4 })
  const begun: number[] = []
  await Promise.all(
    Array.from({ length: 11 }, async () => {
      const turn = await lane.take()
      begun.push(performance.now())
      turn.release()
    }),
  )
  for (const [index, at] of begun.entries()) {
    const within = begun.slice(index).filter((other) => other - at < 1000).length
    assert.ok(within <= 4, `${within} within a second`)
  }
})

test('whoever finds the line full, or waits too long, is told; the others go on', async () => {
  const lane = createTurns({ longestLine: 1, longestWaitMs: 20 }).lane('platform', 'account', { most: 1 })
  const turn = await lane.take()
  const waiting = Promise.resolve(lane.take())
  assert.throws(() => lane.take(), { code: 'platform_busy' })
  await assert.rejects(waiting, { code: 'platform_busy' })
  turn.release()
  assert.ok(!(lane.take() instanceof Promise))
})

test('A1: whoever leaves the line is out of it at once, and no turn is lost to them', async () => {
  const lane = createTurns({ longestLine: 1, longestWaitMs: 5000 }).lane('platform', 'account', { most: 1 })
  const turn = await lane.take()
  const controller = new AbortController()
  const waiting = Promise.resolve(lane.take(abortableOf(controller.signal)))
  controller.abort()
  await assert.rejects(waiting, { code: 'request_cancelled' })
  const next = lane.take()
  assert.ok(next instanceof Promise, 'the only place in the line is free again')
  turn.release()
  await next
})

test('A1: whoever has left before does not get into the line', async () => {
  const lane = createTurns(options).lane('platform', 'account', { most: 1 })
  const turn = await lane.take()
  await assert.rejects(Promise.resolve(lane.take(abortableOf(AbortSignal.abort()))), {
    code: 'request_cancelled',
  })
  turn.release()
  assert.ok(!(lane.take() instanceof Promise))
})

test('A4: a turn that is released twice frees one place', async () => {
  const lane = createTurns(options).lane('platform', 'account', { most: 2 })
  const [first] = [await lane.take(), await lane.take()]
  first?.release()
  first?.release()
  const third = lane.take()
  assert.ok(!(third instanceof Promise))
  const waiting = lane.take()
  assert.ok(waiting instanceof Promise)
  third.release()
  await waiting
})
