import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRetryAfter } from './retry-after.ts'

const date = 'Tue, 01 Dec 2026 08:00:00 GMT'

for (const [value, seconds] of [
  ['120', 120],
  ['0', 0],
  ['Tue, 01 Dec 2026 08:00:30 GMT', 30],
  ['Tue, 01 Dec 2026 07:00:00 GMT', 0],
  ['999999999', 86_400],
  ['soon', null],
  ['-5', 0],
] as const)
  test(`Retry-After: ${value} is ${seconds} seconds`, () =>
    assert.equal(readRetryAfter({ 'retry-after': value, date }), seconds))

test('without the header it is not known', () => assert.equal(readRetryAfter({ date }), null))
