import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createTurns } from './turns.ts'

const options = { longestLine: 100, longestWaitMs: 5000 }

test('no more than so many at once, in the order in which they came', async () => {
  const lane = createTurns(options).lane('platform', 'account', { most: 2 })
  const order: number[] = []
  let running = 0
  let most = 0
  await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      await lane.take()
      order.push(index)
      most = Math.max(most, ++running)
      await sleep(5)
      running--
      lane.end()
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
      await lane.take()
      begun.push(performance.now())
      lane.end()
    }),
  )
  for (const [index, at] of begun.entries()) {
    const within = begun.slice(index).filter((other) => other - at < 1000).length
    assert.ok(within <= 4, `${within} within a second`)
  }
})

test('whoever finds the line full, or waits too long, is told; the others go on', async () => {
  const lane = createTurns({ longestLine: 1, longestWaitMs: 20 }).lane('platform', 'account', { most: 1 })
  assert.equal(lane.take(), undefined)
  const waiting = lane.take()
  assert.throws(() => lane.take(), { code: 'platform_busy' })
  await assert.rejects(waiting ?? Promise.resolve(), { code: 'platform_busy' })
  lane.end()
  assert.equal(lane.take(), undefined)
})
