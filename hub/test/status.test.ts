import * as fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connection, StatusReason } from '../src/core/connection.ts'
import { statusOf, whyTokensAreLost } from '../src/core/status.ts'
import { builtInProviders } from '../src/providers/index.ts'
import { connection as sample, NOW } from '../src/store/store.fixtures.ts'
import { DAY, HOUR } from '../src/time.ts'

const provider = builtInProviders().get('mailup') ?? assert.fail()
const at = { now: NOW, soonMs: 7 * DAY }

const reason = fc.constantFrom<StatusReason>(
  'disconnected_by_user',
  'revoked_at_provider',
  'refresh_rejected',
  'expired',
  'account_disabled',
)
const bytes = fc.constantFrom(Uint8Array.of(1))

/** Any row that the engine could leave behind. */
const anyConnection: fc.Arbitrary<Connection> = fc
  .record({
    sealedTokens: fc.option(bytes),
    tokensExpireAt: fc.option(fc.integer({ min: NOW - 30 * DAY, max: NOW + 30 * DAY })),
    renewal: fc.constantFrom('never' as const, 'static' as const, 'rotating' as const),
    reason: fc.option(reason, { freq: 3 }),
    sealedKey: fc.option(bytes),
    keyReason: fc.option(fc.constant<StatusReason>('revoked_at_provider')),
    failingSince: fc.option(fc.integer({ min: NOW - 5 * HOUR, max: NOW })),
    problem: fc.constantFrom('platform_unreachable' as const, 'app_credentials_rejected' as const),
    lostAt: fc.option(fc.constant(NOW - HOUR)),
  })
  .map(({ failingSince, problem, lostAt, ...row }) => ({
    ...sample,
    ...row,
    reason: row.sealedTokens === null ? (row.reason ?? 'not_connected') : row.reason,
    keyReason: row.sealedKey === null ? null : row.keyReason,
    health: {
      ...(failingSince !== null && { failures: 1, failingSince, problem }),
      ...(lostAt !== null && row.reason === 'refresh_rejected' && { lostAt }),
    },
  }))

test('proof 6: over any history the status is one of three words, with a reason, a sentence and the truth', () => {
  fc.assert(
    fc.property(anyConnection, (connection) => {
      const { status, reason, detail, action, credential } = statusOf(connection, provider, at)
      const lost = whyTokensAreLost(connection, NOW)
      const keyWorks = connection.sealedKey !== null && connection.keyReason === null
      // Connected means that some credential works; disconnected that none does.
      assert.equal(status === 'disconnected', lost !== null && !keyWorks)
      assert.equal(credential, lost === null ? 'oauth' : keyWorks ? 'api_key' : null)
      if (status === 'disconnected') assert.ok(reason !== null)
      if (status === 'expiring_soon') assert.ok(reason !== null && connection.tokensExpireAt !== null)
      if (status === 'connected' && credential === 'oauth') assert.deepEqual([reason, action], [null, null])
      assert.match(detail, /^[A-Z].*\.$/)
      assert.ok(!/[{}]|null|undefined|NaN/.test(detail + (action ?? '')), detail)
    }),
    { numRuns: 20_000 },
  )
})

test('proof 6: an hour’s token that we renew is not expiring soon; one that we cannot renew is', () => {
  const hour = { ...sample, tokensExpireAt: NOW + HOUR }
  assert.equal(statusOf({ ...hour, renewal: 'rotating' }, provider, at).status, 'connected')
  assert.equal(statusOf({ ...hour, renewal: 'never' }, provider, at).status, 'expiring_soon')
  const week = { ...sample, renewal: 'never', tokensExpireAt: NOW + 7 * DAY + 1 } as const
  assert.equal(statusOf(week, provider, at).status, 'connected')
})

test('an answer that was lost is told as that', () => {
  const lost = { ...sample, reason: 'refresh_rejected', health: { lostAt: NOW } } as const
  assert.match(statusOf(lost, provider, at).detail, /answer was lost/)
})
