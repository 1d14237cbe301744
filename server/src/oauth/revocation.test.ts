import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemError } from '../kernel/errors.ts'
import { Secret } from '../kernel/secret.ts'
import { revokeTokens } from './revocation.ts'

const ENDPOINT = { clientAuthentication: 'client_secret_post' } as const
type Answer = readonly [status: number, body?: unknown] | 'away'

async function revoke(
  refresh: Answer | null,
  permissions: Answer,
): Promise<{ outcome: string; asked: string[] }> {
  const asked: string[] = []
  const tokens = {
    url: 'https://as.example/revoke',
    clientId: 'id',
    clientSecret: new Secret('s'),
    refreshToken: refresh && new Secret('r'),
    accessToken: new Secret('a'),
  }
  const outcome = await revokeTokens(ENDPOINT, tokens, async (_url, { body }) => {
    const token = new URLSearchParams(body).get('token') ?? ''
    asked.push(token)
    const answer = token === 'r' ? refresh : permissions
    if (answer === 'away' || answer === null) throw new ProblemError('provider_timeout')
    const [status, said = ''] = answer
    const text = typeof said === 'string' ? said : JSON.stringify(said)
    return { status, text, retryAfterSeconds: null, location: null }
  }).then(
    () => 'gone',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  )
  return { outcome, asked }
}

const GONE: readonly Answer[] = [
  [200],
  [204],
  [202, {}],
  [200, 'ok'],
  [400, { error: 'invalid_token' }],
  [401, { error: 'invalid_token' }],
  [400, { error: 'invalid_grant' }],
  [404, { message: 'Token not found' }],
  [400, { error: { code: 'TOKEN_REVOKED' } }],
  [410, 'the token is already revoked'],
  [200, { error: 'invalid_token' }],
]
const NOT_GONE: readonly [Answer, string][] = [
  [[401, { error: 'invalid_client' }], 'oauth_app_rejected'],
  [[401], 'oauth_app_rejected'],
  [[400, { error: 'invalid_request' }], 'authorization_failed'],
  [[404, 'Cannot POST /revoke'], 'authorization_failed'],
  [[200, { error: 'something' }], 'authorization_failed'],
  [[302], 'provider_unavailable'],
  [[503, { error: 'invalid_token' }], 'provider_unavailable'],
  [[429], 'provider_rate_limited'],
  ['away', 'provider_timeout'],
]

test('B11: each answer is judged for its own token: gone is gone', async () => {
  for (const first of [null, ...GONE])
    for (const second of GONE)
      assert.equal((await revoke(first, second)).outcome, 'gone', JSON.stringify([first, second]))
})

test('B11: what is not gone is told, and the other token is revoked all the same', async () => {
  for (const [answer, code] of NOT_GONE) {
    assert.deepEqual(
      await revoke(answer, [200]),
      { outcome: code, asked: ['r', 'a'] },
      JSON.stringify(answer),
    )
    assert.deepEqual(
      await revoke([200], answer),
      { outcome: code, asked: ['r', 'a'] },
      JSON.stringify(answer),
    )
    assert.equal((await revoke(null, answer)).outcome, code, JSON.stringify(answer))
  }
})

test('B11: an access token that cannot be revoked by itself ends with its refresh token', async () => {
  const unsupported: Answer = [400, { error: 'unsupported_token_type' }]
  assert.equal((await revoke([200], unsupported)).outcome, 'gone')
  assert.equal((await revoke(null, unsupported)).outcome, 'authorization_failed')
  assert.equal((await revoke(unsupported, [200])).outcome, 'authorization_failed')
})
