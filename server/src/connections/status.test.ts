import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connection, ConnectionReason } from './connection.ts'
import { describeStatus } from './describe-status.ts'
import { statusAndReasonOf, whyTokensAreLost } from './status.ts'
import { builtInProviders } from '../providers/index.ts'
import { connection as sample, NOW } from '../store/store.fixtures.ts'
import { DAY, HOUR } from '../kernel/time.ts'

const provider = builtInProviders().get('mailup') ?? assert.fail()
const at = { now: NOW, expiringSoonMs: 7 * DAY }

const reason = fc.constantFrom<ConnectionReason>(
  'disconnect_requested',
  'revoked_at_provider',
  'refresh_rejected',
  'expired',
  'account_disabled',
)
const bytes = fc.constantFrom(Uint8Array.of(1))

/** Any row that the engine could leave behind. */
const anyConnection: fc.Arbitrary<Connection> = fc
  .record({
    tokenSetCiphertext: fc.option(bytes),
    accessTokenExpiresAt: fc.option(fc.integer({ min: NOW - 30 * DAY, max: NOW + 30 * DAY })),
    refreshType: fc.constantFrom('none' as const, 'static' as const, 'rotating' as const),
    assumedLifetimeMs: fc.option(fc.constant(HOUR)),
    refreshExpiresAt: fc.option(fc.integer({ min: NOW - 30 * DAY, max: NOW + 30 * DAY })),
    refreshEndMoves: fc.option(fc.boolean()),
    reason: fc.option(reason, { freq: 3 }),
    apiKeyCiphertext: fc.option(bytes),
    apiKeyReason: fc.option(fc.constant<ConnectionReason>('revoked_at_provider')),
    failingSince: fc.option(fc.integer({ min: NOW - 5 * HOUR, max: NOW })),
    problem: fc.constantFrom('provider_unavailable' as const, 'oauth_app_rejected' as const),
    responseLostAt: fc.option(fc.constant(NOW - HOUR)),
  })
  .map(({ failingSince, problem, responseLostAt, refreshEndMoves, ...row }) => ({
    ...sample,
    ...row,
    assumedLifetimeMs: row.accessTokenExpiresAt === null ? row.assumedLifetimeMs : null,
    reason: row.tokenSetCiphertext === null ? (row.reason ?? 'not_connected') : row.reason,
    apiKeyReason: row.apiKeyCiphertext === null ? null : row.apiKeyReason,
    health: {
      ...(refreshEndMoves !== null && { refreshEndMoves }),
      ...(failingSince !== null && { failures: 1, failingSince, problem }),
      ...(responseLostAt !== null && row.reason === 'refresh_rejected' && { responseLostAt }),
    },
  }))

test('over any history the status is one of three words, with a reason, a sentence and the truth', () => {
  fc.assert(
    fc.property(anyConnection, (connection) => {
      const { status, reason, detail, nextStep, activeCredential } = describeStatus(connection, provider, at)
      assert.deepEqual(statusAndReasonOf(connection, at), { status, reason })
      const lost = whyTokensAreLost(connection, NOW)
      const keyWorks = connection.apiKeyCiphertext !== null && connection.apiKeyReason === null
      // Connected means that some credential works; disconnected that none does.
      assert.equal(status === 'disconnected', lost !== null && !keyWorks)
      assert.equal(activeCredential, lost === null ? 'oauth' : keyWorks ? 'api_key' : null)
      if (status === 'disconnected') assert.ok(reason !== null)
      if (status === 'expiring_soon') {
        const { accessTokenExpiresAt, assumedLifetimeMs } = connection
        assert.ok(reason !== null && (accessTokenExpiresAt !== null || assumedLifetimeMs !== null))
      }
      if (status === 'connected' && activeCredential === 'oauth')
        assert.deepEqual([reason, nextStep], [null, null])
      assert.match(detail, /^[A-Z].*\.$/)
      assert.ok(!/[{}]|null|undefined|NaN/.test(detail + (nextStep ?? '')), detail)
    }),
    { numRuns: 20_000 },
  )
})

test('a refreshable one-hour token is not expiring soon; a non-refreshable one is', () => {
  const hour = { ...sample, accessTokenExpiresAt: NOW + HOUR }
  assert.equal(describeStatus({ ...hour, refreshType: 'rotating' }, provider, at).status, 'connected')
  assert.equal(describeStatus({ ...hour, refreshType: 'none' }, provider, at).status, 'expiring_soon')
  const week = { ...sample, refreshType: 'none', accessTokenExpiresAt: NOW + 7 * DAY + 1 } as const
  assert.equal(describeStatus(week, provider, at).status, 'connected')
})

test('an answer that was lost is told as that', () => {
  const lost = { ...sample, reason: 'refresh_rejected', health: { responseLostAt: NOW } } as const
  assert.match(describeStatus(lost, provider, at).detail, /response was lost/)
})

const rotating = { ...sample, refreshType: 'rotating', accessTokenExpiresAt: NOW + HOUR } as const

test('B6: a refresh token that ends: expiring soon before it, disconnected after it, with a next step', () => {
  const fixed = { ...rotating, health: { refreshEndMoves: false } }
  const at30 = describeStatus({ ...fixed, refreshExpiresAt: NOW + 30 * DAY }, provider, at)
  assert.equal(at30.status, 'connected')
  const soon = describeStatus({ ...fixed, refreshExpiresAt: NOW + 6 * DAY }, provider, at)
  assert.deepEqual([soon.status, soon.reason], ['expiring_soon', 'token_expiring'])
  assert.match(
    soon.detail,
    /Expires on 20.* UTC. After that, MailUp does not refresh the token without a new sign-in./,
  )
  assert.match(soon.nextStep ?? '', /before then/)
  const over = { ...fixed, refreshExpiresAt: NOW - 1 }
  assert.equal(describeStatus(over, provider, at).status, 'expiring_soon', 'the token itself still lives')
  for (const ended of [
    { ...over, accessTokenExpiresAt: NOW - 1 },
    { ...over, accessTokenExpiresAt: null, assumedLifetimeMs: HOUR, connectedAt: NOW - 2 * HOUR },
  ]) {
    const { status, reason, detail, nextStep } = describeStatus(ended, provider, at)
    assert.deepEqual([status, reason, nextStep], ['disconnected', 'expired', 'Reconnect the account.'])
    assert.ok(!detail.includes('next call'), detail)
  }
})

test('B6: a refresh token that each refresh extends needs no action', () => {
  const short = { ...rotating, refreshExpiresAt: NOW + HOUR / 2 }
  assert.equal(describeStatus(short, provider, at).status, 'connected')
  assert.equal(describeStatus({ ...short, refreshType: 'static' }, provider, at).status, 'expiring_soon')
  const moves = { ...short, refreshType: 'static', health: { refreshEndMoves: true } } as const
  assert.equal(describeStatus(moves, provider, at).status, 'connected')
})

test('B4: a lifetime that is not known is not told as none', () => {
  const unknown = { ...rotating, accessTokenExpiresAt: null, assumedLifetimeMs: HOUR }
  assert.match(
    describeStatus(unknown, provider, at).detail,
    /does not say when a token expires; it is refreshed at least every 60 minutes/,
  )
  assert.match(
    describeStatus({ ...unknown, refreshType: 'none' }, provider, at).detail,
    /does not say when the token expires; it is checked once a day/,
  )
  assert.match(describeStatus({ ...unknown, assumedLifetimeMs: null }, provider, at).detail, /do not expire/)
  const failing = { failures: 3, failingSince: NOW - 2 * HOUR, problem: 'provider_unavailable' } as const
  const late = describeStatus({ ...unknown, health: failing }, provider, at)
  assert.deepEqual([late.status, late.reason], ['expiring_soon', 'refresh_failing'])
})
