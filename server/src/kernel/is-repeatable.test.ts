import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ERROR_CATALOGUE, type ErrorCode } from './error-catalogue.ts'
import { isRepeatable } from './is-repeatable.ts'

/** These ask for another request, a new start, or a look at what was done. */
const ASK_FOR_ANOTHER = new Set<string>([
  'authorization_code_rejected',
  'authorization_failed',
  'incorrect_password',
  'invalid_credentials',
  'origin_not_allowed',
  'csrf_token_invalid',
  'passkey_verification_failed',
  'provider_rejected_request',
  'campaign_not_sent',
])

const isErrorCode = (text: string): text is ErrorCode => text in ERROR_CATALOGUE

test('C5: every error that asks to send the same request again is repeatable', () => {
  const asks = Object.keys(ERROR_CATALOGUE)
    .filter(isErrorCode)
    .filter((code) => /\btry again\b|\bretry\b|same request again/i.test(ERROR_CATALOGUE[code].nextStep))
  assert.ok(asks.length > 15)
  const wrong = asks.filter((code) => isRepeatable({ code, facts: {} }) === ASK_FOR_ANOTHER.has(code))
  assert.deepEqual(wrong, [])
})

test('C5: an error is repeatable by its status, its row or what it tells; an unclear outcome never is', () => {
  assert.ok(isRepeatable({ code: 'rate_limited', facts: {} }))
  assert.ok(isRepeatable({ code: 'database_unavailable', facts: {} }))
  assert.ok(isRepeatable({ code: 'campaign_busy', facts: {} }))
  assert.ok(isRepeatable({ code: 'connection_exists', facts: { keptUntil: '2026-05-31T08:00:00.000Z' } }))
  assert.ok(!isRepeatable({ code: 'connection_exists', facts: {} }))
  assert.ok(!isRepeatable({ code: 'outcome_unknown', facts: { problem: 'x' } }))
  assert.ok(!isRepeatable({ code: 'account_mismatch', facts: {} }))
})
