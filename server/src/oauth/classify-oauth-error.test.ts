import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../kernel/secret.ts'
import { refreshTokens } from './refresh-grant.ts'
import { classifyOAuthError } from './classify-oauth-error.ts'

const ENDPOINT = { url: 'https://as.example/token', clientAuthentication: 'client_secret_post' } as const
const grant = { clientId: 'id', clientSecret: new Secret('s'), refreshToken: new Secret('r') }

async function codeOf(status: number, body: unknown): Promise<string> {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const answer = { status, text, retryAfterSeconds: null, location: null }
  return refreshTokens(ENDPOINT, grant, async () => answer).then(
    () => 'no error',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  )
}

const DEAD: readonly unknown[] = [
  { error: 'invalid_grant' },
  { error: 'Invalid_Grant', error_description: 'x' },
  { error: 'invalid_grant', error_description: 'Client session is over' },
  { status: 'BAD_REFRESH_TOKEN', message: 'missing or unknown refresh token' },
  { status: 'error', message: 'missing or invalid refresh token' },
  { code: 'invalid_grant' },
  { code: 400, message: 'invalid_grant' },
  { message: 'Refresh token has expired' },
  { message: 'The provided refresh token is invalid, expired or revoked' },
  { error: { code: 'invalid_grant', message: 'no' } },
  { error: { type: 'OAuthException', message: 'The refresh token was revoked' } },
  { error: { status: 400, errors: [{ reason: 'invalidGrant' }] } },
  { errors: [{ code: 'REFRESH_TOKEN_EXPIRED' }] },
  { errors: ['Refresh token not found'] },
  [{ error_key: 'oauth.refresh_token.revoked', error_message: 'no' }],
  { fault: { detail: { errorcode: 'invalid_refresh_token' } } },
  { ok: false, error: 'token_revoked' },
  { error: 'invalid_request', error_description: 'Invalid refresh token' },
  { error: 'invalid_request', error_description: 'Token not found.' },
  { error: 'bad_request', message: 'expired access/refresh token' },
  { error_description: 'The authorization grant has been revoked by the user' },
  { detail: 'User has revoked access' },
  { Message: 'refreshTokenExpired' },
  { statusCode: 400, name: 'expired_token' },
  'invalid_grant',
  'Refresh token is invalid or has expired.',
  'refresh token already used',
  'error: the refresh token you provided does not exist',
  '<html><body><h1>400</h1><p>Invalid refresh token</p></body></html>',
  'error=invalid_grant&error_description=gone',
]

test('B7: a dead grant is known in all the forms in which it comes', async () => {
  for (const body of DEAD) {
    for (const status of [400, 401, 403, 404, 410, 422])
      assert.equal(await codeOf(status, body), 'refresh_rejected', `${status} ${JSON.stringify(body)}`)
    if (typeof body === 'object')
      assert.equal(await codeOf(200, body), 'refresh_rejected', JSON.stringify(body))
  }
  const own = { status: 400, text: '{"error":{"code":190,"message":"Session has ended"}}' }
  assert.equal(classifyOAuthError(own).errorClass, 'other')
  assert.equal(
    classifyOAuthError(own, ['190']).errorClass,
    'grant',
    'the provider’s own code, also as a number',
  )
})

const CLIENT: readonly [number, unknown][] = [
  [401, { error: 'invalid_client' }],
  [400, { error: 'invalid_client', error_description: 'The refresh token is fine' }],
  [400, { error: 'unauthorized_client', error_description: 'refresh token expired for this client' }],
  [400, { status: 'BAD_CLIENT_SECRET', message: 'wrong' }],
  [400, { status: 'BAD_CLIENT_ID', message: 'no' }],
  [400, { error: { code: 'invalid_client' } }],
  [403, { message: 'Client authentication failed' }],
  [403, { message: 'The application has been suspended' }],
  [400, { message: 'Unknown client or invalid refresh token' }],
  [400, { error: 'invalid_request', error_description: 'Client secret is expired' }],
  [400, { message: 'Invalid API key' }],
  [403, 'Application not found'],
  [401, 'Unauthorized'],
  [401, ''],
]

test('B7: an app’s fault is never taken for a dead grant', async () => {
  for (const [status, body] of CLIENT)
    assert.equal(await codeOf(status, body), 'oauth_app_rejected', `${status} ${JSON.stringify(body)}`)
})

const OUTAGE: readonly [number, unknown, string][] = [
  [500, { error: 'invalid_grant' }, 'provider_unavailable'],
  [503, 'Refresh token service is down', 'provider_unavailable'],
  [408, { error: 'invalid_grant' }, 'provider_unavailable'],
  [425, '', 'provider_unavailable'],
  [429, { error: 'invalid_grant' }, 'provider_rate_limited'],
  [400, { error: 'temporarily_unavailable' }, 'provider_unavailable'],
  [400, { error: 'server_error' }, 'provider_unavailable'],
  [403, { message: 'rate_limit_exceeded' }, 'provider_rate_limited'],
  [403, '<!doctype html><title>Attention Required</title>', 'provider_unavailable'],
  [404, '<html>404 Not Found</html>', 'provider_unavailable'],
]

test('B7: a provider’s outage is never taken for an invalid grant', async () => {
  for (const [status, body, code] of OUTAGE)
    assert.equal(await codeOf(status, body), code, `${status} ${JSON.stringify(body)}`)
})

const ODD: readonly [number, unknown][] = [
  [400, { error: 'invalid_request' }],
  [400, { error: 'invalid_request', error_description: 'refresh_token is required' }],
  [400, { error: 'unsupported_grant_type' }],
  [400, { error: 'invalid_scope' }],
  [400, { message: 'The authorization header is missing' }],
  [400, { message: 'Invalid token type' }],
  [400, ''],
  [404, 'Not found'],
  [418, { status: 'WEIRD' }],
  [403, { error: 'access_denied' }],
  [400, { refresh_token: 'invalid_grant' }],
  [200, { error: { message: 'no' } }],
]

test('B7: what says neither is an odd refusal, which counts', async () => {
  for (const [status, body] of ODD)
    assert.equal(await codeOf(status, body), 'authorization_failed', `${status} ${JSON.stringify(body)}`)
})

test('B7: nothing that was sent is shown as a code', () => {
  const { codes } = classifyOAuthError({
    status: 400,
    text: JSON.stringify({
      error: 'invalid_grant',
      code: 'Zm9vYmFy01',
      refresh_token: 'abcdef',
      hint: 'a b',
    }),
  })
  assert.deepEqual(codes, ['invalid_grant'])
})
