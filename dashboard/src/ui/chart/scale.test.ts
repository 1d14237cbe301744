import assert from 'node:assert/strict'
import { test } from 'node:test'
import { axisEnd, spread } from './scale.ts'

test('an axis ends at a round number that has a round half', () => {
  const ends = [0, 1, 2, 3, 9, 10, 11, 130, 7_400, 9_600, 12_000].map(axisEnd)
  assert.deepEqual(ends, [2, 2, 2, 4, 10, 10, 20, 200, 8_000, 10_000, 20_000])
})

test('labels are spread from the first to the last', () => {
  assert.deepEqual(spread(3, 5), [0, 1, 2])
  assert.deepEqual(spread(24, 5), [0, 6, 12, 17, 23])
  assert.deepEqual(spread(0, 5), [])
})
