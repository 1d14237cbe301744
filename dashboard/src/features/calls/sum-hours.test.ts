import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkspaceHour } from '@letterlock/sdk'
import { sum, sumHours } from './sum-hours.ts'

const hour = (at: number, callCount: number, averageDurationMs: number | null): WorkspaceHour => ({
  startsAt: new Date(at * 3_600_000).toISOString(),
  callCount,
  errorCount: callCount > 0 ? 1 : 0,
  averageDurationMs,
  maxDurationMs: averageDurationMs,
  averageProviderDurationMs: averageDurationMs,
  refreshCount: 2,
  refreshErrorCount: 1,
})

test('an average of hours counts each call once', () => {
  const { calls, failed, averageMs, refreshes, failedRefreshes } = sum([
    hour(0, 1, 100),
    hour(1, 9, 200),
    hour(2, 0, null),
  ])
  assert.deepEqual([calls, failed, averageMs, refreshes, failedRefreshes], [10, 2, 190, 6, 3])
  assert.equal(sum([hour(0, 0, null)]).averageMs, null, 'unknown, which is not zero')
})

test('hours are summed from the first, and the last sum may have fewer', () => {
  const sums = sumHours([hour(0, 1, 1), hour(1, 1, 1), hour(2, 1, 1)], 2)
  assert.deepEqual(
    sums.map(({ startsAt, calls }) => [startsAt, calls]),
    [
      ['1970-01-01T00:00:00.000Z', 2],
      ['1970-01-01T02:00:00.000Z', 1],
    ],
  )
})
