import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MAX_BUSY_WAIT_MS, isBusy, judgeBusy, MAX_RETRIES, type Tried } from './retry-policy.ts'

const first: Tried = { method: 'GET', kept: true, retries: 0, waitedMs: 0, random: 0 }
const post: Tried = { ...first, method: 'POST' }

test('C4: when a call to a busy provider is retried, and when it is not', () => {
  const date = new Date().toUTCString()
  const inTwoSeconds = new Date(Date.parse(date) + 2000).toUTCString()
  assert.deepEqual(judgeBusy(503, { 'retry-after': '2' }, first), { waitMs: 2100 })
  assert.deepEqual(judgeBusy(429, { 'retry-after': '2' }, post), { waitMs: 2100 }, '429: nothing was done')
  assert.deepEqual(judgeBusy(429, { 'retry-after': inTwoSeconds, date }, first), { waitMs: 2100 })
  assert.deepEqual(judgeBusy(429, {}, first), { waitMs: 250 })
  assert.deepEqual(judgeBusy(429, {}, { ...first, retries: 2, random: 1 }), { waitMs: 3000 })
  assert.deepEqual(judgeBusy(503, { 'retry-after': '0' }, post), { notRetried: 'method_not_idempotent' })
  assert.deepEqual(judgeBusy(503, {}, { ...first, method: 'PATCH' }), {
    notRetried: 'method_not_idempotent',
  })
  assert.deepEqual(judgeBusy(429, {}, { ...post, kept: false }), { notRetried: 'body_not_kept' })
  assert.deepEqual(judgeBusy(429, { 'retry-after': '60' }, first), { notRetried: 'wait_limit_reached' })
  assert.deepEqual(judgeBusy(503, {}, { ...first, retries: MAX_RETRIES }), {
    notRetried: 'wait_limit_reached',
  })
  const waitedMs = MAX_BUSY_WAIT_MS - 1000
  assert.deepEqual(judgeBusy(429, { 'retry-after': '1' }, { ...first, waitedMs }), {
    notRetried: 'wait_limit_reached',
  })
  for (const status of [200, 401, 500, 502, 504]) assert.equal(isBusy(status), false)
})
