import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HOUR, MINUTE, SECOND } from '../kernel/time.ts'
import { createClockWatch } from './clock-loop.ts'

test('a clock that is put back is noticed once; one that is put forward, or corrected a little, is none of it', () => {
  let passed = 0
  const isPutBack = createClockWatch(() => passed)
  const seen = [0, HOUR, HOUR - MINUTE, 0, SECOND, -HOUR].map((offset) => {
    passed += 10 * SECOND
    return isPutBack(passed + offset)
  })
  assert.deepEqual(seen, [false, false, false, true, false, true])
})
