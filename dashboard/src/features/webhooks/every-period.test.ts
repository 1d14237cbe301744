import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyPeriod } from './every-period.ts'

test('the trend has a place for each six hours of seven days, and the newest is last', () => {
  const now = Date.parse('2026-12-01T14:30:00.000Z')
  const periods = [
    { startedAt: '2026-11-24T18:00:00.000Z', succeededCount: 1, failedCount: 2 },
    { startedAt: '2026-12-01T12:00:00.000Z', succeededCount: 3, failedCount: 0 },
  ]
  const all = everyPeriod(periods, now)
  assert.equal(all.length, 28)
  assert.deepEqual([all[0]?.failedCount, all[1]?.failedCount, all[27]?.succeededCount], [2, 0, 3])
  // A server whose clock is ahead.
  assert.equal(everyPeriod(periods, now - 6 * 3_600_000)[27]?.succeededCount, 3)
})
