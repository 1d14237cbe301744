import assert from 'node:assert/strict'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { test } from 'node:test'
import type { Log } from './log.ts'
import { poll } from './poll.ts'

const ignore = (): void => undefined

function recordingLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const error = (fields: { readonly err?: unknown }, message: string): void =>
    void lines.push(`${message}: ${String(fields.err)}`)
  return { log: { debug: ignore, info: ignore, warn: ignore, error }, lines }
}

test('rounds follow each other and never overlap, however long one takes', async () => {
  const { log } = recordingLog()
  let [begun, running, most] = [0, 0, 0]
  const enough = Promise.withResolvers<void>()
  const polling = poll(
    async () => {
      most = Math.max(most, ++running)
      for (let turn = 0; turn < 20; turn++) await nextTurn()
      running--
      if (++begun === 5) enough.resolve()
    },
    { everyMs: 0.1, log, failure: 'failed' },
  )
  await enough.promise
  await polling.stop()
  assert.equal(most, 1)
})

test('every round that fails is logged, and the next one comes all the same', async () => {
  const { log, lines } = recordingLog()
  let round = 0
  const third = Promise.withResolvers<void>()
  const polling = poll(
    async () => {
      if (++round === 3) third.resolve()
      throw new Error(`round ${round}`)
    },
    { everyMs: 0.1, log, failure: 'looking failed', firstAfterMs: 0 },
  )
  await third.promise
  await polling.stop()
  assert.deepEqual(lines.slice(0, 3), [
    'looking failed: Error: round 1',
    'looking failed: Error: round 2',
    'looking failed: Error: round 3',
  ])
})

test('a round that throws before it waits is logged as well', async () => {
  const { log, lines } = recordingLog()
  const polling = poll(
    () => {
      throw new Error('at once')
    },
    { everyMs: 60_000, log, failure: 'looking failed', firstAfterMs: 0 },
  )
  await polling.stop()
  assert.deepEqual(lines, ['looking failed: Error: at once'])
})

test('stop waits for the round in progress, and ends a pause of any length', async () => {
  const { log } = recordingLog()
  const begun = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  let ended = 0
  const round = async (): Promise<void> => {
    begun.resolve()
    await finish.promise
    ended++
  }
  const polling = poll(round, { everyMs: 3_600_000, log, failure: 'failed', firstAfterMs: 0 })
  await begun.promise
  let stopped = false
  const stopping = polling.stop().then(() => (stopped = true))
  await nextTurn()
  assert.equal(stopped, false)
  finish.resolve()
  await stopping
  assert.equal(ended, 1)

  const pausing = poll(round, { everyMs: 3_600_000, log, failure: 'failed' })
  await pausing.stop()
  assert.equal(ended, 1)
})

test('while there is more to do, there is no pause', async () => {
  const { log } = recordingLog()
  let left = 50
  const done = Promise.withResolvers<void>()
  const polling = poll(
    async () => {
      if (--left === 0) done.resolve()
      return left > 0
    },
    { everyMs: 3_600_000, log, failure: 'failed', firstAfterMs: 0 },
  )
  await done.promise
  await polling.stop()
  assert.equal(left, 0)
})

test('the first round begins after a time of its own', async () => {
  const { log } = recordingLog()
  const { promise: began, resolve } = Promise.withResolvers<void>()
  const polling = poll(async () => resolve(), { everyMs: 3_600_000, log, failure: 'failed', firstAfterMs: 1 })
  await began
  await polling.stop()
})
