import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DAY, HOUR, MINUTE, SECOND } from '../kernel/time.ts'
import {
  assumeLifetime,
  failed,
  judgeFailure,
  movesRefreshEnd,
  nextDueAt,
  refreshed,
  retryAt,
} from './refresh-policy.ts'
import type { ErrorCode } from '../kernel/errors.ts'
import type { Health } from './connection.ts'

const NOW = 1_790_000_000_000
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const lifeMs = fc.integer({ min: 1, max: 400 * DAY })
const code = fc.constantFrom<ErrorCode>(
  'provider_timeout',
  'provider_unavailable',
  'provider_rate_limited',
  'provider_response_invalid',
  'oauth_app_rejected',
  'authorization_failed',
  'refresh_rejected',
)

test('a refreshable token is due before it expires, and never in the past', () => {
  fc.assert(
    fc.property(lifeMs, random, fc.constantFrom('static', 'rotating'), (life, random, refreshType) => {
      const end = NOW + life
      const due =
        nextDueAt(
          { refreshType, accessTokenExpiresAt: end },
          { now: NOW, expiringSoonMs: 7 * DAY, random },
        ) ?? NaN
      assert.ok(due >= NOW)
      if (life < 10 * SECOND) return
      assert.ok(due < NOW + 0.81 * life, 'with time left to fail')
      assert.ok(due > NOW + 0.59 * life, 'and not at every turn')
    }),
  )
})

test('a non-refreshable token is checked like a non-expiring one, is due when it expires soon and when it expires, and then no more', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10 * DAY, max: 100 * DAY }), random, (left, random) => {
      const tokens = { refreshType: 'none', accessTokenExpiresAt: NOW + left } as const
      const due = nextDueAt(tokens, { now: NOW, expiringSoonMs: 7 * DAY, random })
      if (left <= 0) assert.equal(due, null)
      else if (left <= 7 * DAY) assert.equal(due, NOW + left)
      else assert.ok(due === NOW + left - 7 * DAY || (due !== null && due > NOW && due < NOW + 1.2 * DAY))
      if (left > 7 * DAY) assert.ok((due ?? Infinity) <= NOW + left - 7 * DAY)
    }),
  )
})

test('what never ends is probed about once a day', () => {
  fc.assert(
    fc.property(random, (random) => {
      const due = nextDueAt(
        { refreshType: 'none', accessTokenExpiresAt: null },
        { now: NOW, expiringSoonMs: 0, random },
      )
      assert.ok(due !== null && due > NOW + 0.8 * DAY && due < NOW + 1.2 * DAY)
    }),
  )
})

test('over any history of failures, retries are never in a rush, never sooner than asked, never given up', () => {
  const authorizationRequest = fc.record({
    code,
    retryAfterSeconds: fc.integer({ min: 0, max: 7200 }),
    random,
  })
  fc.assert(
    fc.property(fc.array(authorizationRequest, { minLength: 1, maxLength: 40 }), (authorizationRequests) => {
      let now = NOW
      let health: Health = {}
      for (const [index, { code, retryAfterSeconds, random }] of authorizationRequests.entries()) {
        const failureClass = judgeFailure(code, health, now)
        if (code === 'refresh_rejected') assert.equal(failureClass, 'final')
        if (['provider_timeout', 'provider_unavailable', 'provider_response_invalid'].includes(code))
          assert.equal(failureClass, 'unknown')
        if (failureClass === 'final') break
        health = failed(health, code, now)
        assert.equal(health.failures, index + 1)
        assert.equal(health.failingSince, NOW, 'counted from the first')
        const again = retryAt(health, { code, retryAfterSeconds, now, random })
        assert.ok(again - now >= Math.max(retryAfterSeconds * SECOND, 2 * SECOND))
        assert.ok(again - now <= Math.max(retryAfterSeconds * SECOND, HOUR))
        now = again
      }
      assert.deepEqual(refreshed(now), { refreshedAt: now }, 'a success forgets them all')
    }),
  )
})

/** The state after failures with these codes, one each half hour. */
function after(...problems: ErrorCode[]): { health: Health; now: number } {
  let health: Health = {}
  for (const [index, problem] of problems.entries())
    health = failed(health, problem, NOW + index * 30 * MINUTE)
  return { health, now: NOW + problems.length * 30 * MINUTE }
}

test('B7: an odd refusal is final at the fourth in a row, over an hour at least', () => {
  const odd = 'authorization_failed'
  assert.equal(judgeFailure(odd, {}, NOW), 'unspent')
  const two = after(odd, odd)
  assert.equal(judgeFailure(odd, two.health, two.now), 'unspent')
  const three = after(odd, odd, odd)
  assert.equal(judgeFailure(odd, three.health, three.now), 'final')
  assert.equal(judgeFailure(odd, three.health, NOW + 59 * MINUTE), 'unspent', 'a user who presses four times')
})

test('B7: outages and faults of the OAuth app never add up to an invalid grant', () => {
  const odd = 'authorization_failed'
  for (const other of [
    'provider_unavailable',
    'provider_rate_limited',
    'provider_timeout',
    'oauth_app_rejected',
  ] as const) {
    const long = after(...Array.from({ length: 50 }, () => other))
    assert.equal(judgeFailure(odd, long.health, long.now), 'unspent', `one refusal after hours of ${other}`)
    const broken = after(odd, odd, odd, other)
    assert.equal(judgeFailure(odd, broken.health, broken.now), 'unspent', `${other} breaks the row`)
    assert.notEqual(judgeFailure(other, long.health, long.now), 'final')
  }
})

test('B4: a token of unknown lifetime is refreshed on a schedule, which a rejection shortens, within bounds', () => {
  fc.assert(
    fc.property(fc.integer({ min: MINUTE, max: DAY }), random, (life, random) => {
      const tokens = { refreshType: 'rotating', accessTokenExpiresAt: null, assumedLifetimeMs: life } as const
      const due = nextDueAt(tokens, { now: NOW, expiringSoonMs: 7 * DAY, random }) ?? NaN
      assert.ok(due > NOW && due < NOW + 0.81 * life)
    }),
  )
  const assume = (assumedLifetimeMs: number | null, refusedAge: number | null, stated?: number): number =>
    assumeLifetime(
      { assumedLifetimeMs, accessTokenExpiresAt: stated ? NOW + stated : null, health: {}, connectedAt: NOW },
      refusedAge,
    )
  assert.equal(assume(null, null), HOUR)
  assert.equal(assume(null, null, 30 * MINUTE), 30 * MINUTE, 'as the token before, of which it was stated')
  assert.equal(assume(null, 20 * MINUTE), 20 * MINUTE)
  assert.equal(assume(20 * MINUTE, 50 * MINUTE), 20 * MINUTE, 'never longer')
  assert.equal(assume(20 * MINUTE, 10 * SECOND), 20 * MINUTE, 'a young one was revoked')
})

test('B6: a token is refreshed before its refresh token expires', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2 * MINUTE, max: 40 * DAY }), lifeMs, random, (left, life, random) => {
      const tokens = {
        refreshType: 'rotating',
        accessTokenExpiresAt: NOW + life,
        refreshExpiresAt: NOW + left,
      } as const
      const due = nextDueAt(tokens, { now: NOW, expiringSoonMs: 7 * DAY, random }) ?? NaN
      assert.ok(due >= NOW && due < NOW + left)
    }),
  )
})

test('B6: whether a refresh extends the refresh token is observed, but not from two refreshes in one minute', () => {
  const before = { refreshExpiresAt: NOW + 30 * DAY, health: {} }
  assert.equal(movesRefreshEnd(before, NOW + 31 * DAY, DAY), true)
  assert.equal(movesRefreshEnd(before, NOW + 30 * DAY + SECOND, DAY), false)
  assert.equal(movesRefreshEnd(before, NOW + 30 * DAY + SECOND, SECOND), undefined)
  assert.equal(movesRefreshEnd({ ...before, health: { refreshEndMoves: true } }, null, DAY), true)
})
