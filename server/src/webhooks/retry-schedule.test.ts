import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/time.ts'
import { FAILURES_BEFORE_HOLD, holdUntil, nextAttemptAt, RETRY_WINDOW_MS } from './retry-schedule.ts'

const NOW = 1_790_000_000_000

/** Every attempt for an event that always fails, as milliseconds after the first. */
function attemptsOf(random: number): number[] {
  const times = [0]
  for (let now = NOW; ;) {
    const next = nextAttemptAt(
      { attempts: times.length, firstFailedAt: NOW, retryAfterMs: null },
      now,
      random,
    )
    if (next === null) return times
    assert.ok(next > now, 'time goes on')
    times.push(next - NOW)
    now = next
  }
}

test('an event is retried for exactly three days, with growing and jittered waits', () => {
  for (const random of [0, 0.5, 0.999]) {
    const times = attemptsOf(random)
    assert.equal(times.at(-1), RETRY_WINDOW_MS)
    assert.ok(times.length >= 9 && times.length <= 12, `${times.length} attempts`)
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    assert.deepEqual(
      waits.slice(0, -1),
      waits.slice(0, -1).toSorted((a, b) => a - b),
    )
  }
  assert.deepEqual(attemptsOf(0).slice(0, 4), [0, 5 * SECOND, 35 * SECOND, 5 * MINUTE + 35 * SECOND])
  assert.equal(attemptsOf(0.5)[1], 5.5 * SECOND)
})

test('Retry-After is honoured as a lower bound, within the three days', () => {
  const failed = { attempts: 1, firstFailedAt: NOW }
  assert.equal(nextAttemptAt({ ...failed, retryAfterMs: HOUR }, NOW, 0), NOW + HOUR)
  assert.equal(nextAttemptAt({ ...failed, retryAfterMs: 1 }, NOW, 0), NOW + 5 * SECOND)
  assert.equal(nextAttemptAt({ ...failed, retryAfterMs: 9 * DAY }, NOW, 0), NOW + RETRY_WINDOW_MS)
  assert.equal(holdUntil({ consecutiveFailures: 1, retryAfterMs: HOUR }, NOW, 0), NOW + HOUR)
})

test('an endpoint is held back after five failures in a row, at most about a quarter of an hour', () => {
  const hold = (consecutiveFailures: number): number | null =>
    holdUntil({ consecutiveFailures, retryAfterMs: null }, NOW, 0)
  assert.equal(hold(FAILURES_BEFORE_HOLD - 1), null)
  assert.equal(hold(FAILURES_BEFORE_HOLD), NOW + 5 * SECOND)
  assert.equal(hold(FAILURES_BEFORE_HOLD + 1), NOW + 10 * SECOND)
  assert.equal(hold(1_000_000), NOW + 15 * MINUTE)
})
