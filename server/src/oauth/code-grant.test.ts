import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../kernel/secret.ts'
import { redeemCode, type CodeGrant } from './code-grant.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

const endpoint: TokenEndpoint = {
  url: 'https://as.example/token',
  clientAuthentication: 'client_secret_post',
}
const grant: CodeGrant = {
  clientId: 'id',
  clientSecret: new Secret('s:%+ é'),
  code: new Secret('the-code'),
  redirectUri: 'https://hub.example/cb',
  codeVerifier: null,
}
const answering =
  (body: unknown, status = 200) =>
  async () => ({
    status,
    text: typeof body === 'string' ? body : JSON.stringify(body),
    retryAfterSeconds: null,
    location: null,
  })
const GOOD = { access_token: 'a', token_type: 'Bearer' }

test('the request is a form post with the client in the body', async () => {
  let sent: { url: string; body: string; headers: Record<string, string> } | undefined
  await redeemCode(endpoint, grant, async (url, init) => {
    sent = { url, ...init }
    return { status: 200, text: JSON.stringify(GOOD), retryAfterSeconds: null, location: null }
  })
  const form = new URLSearchParams(sent?.body)
  assert.deepEqual(Object.fromEntries(form), {
    client_id: 'id',
    client_secret: 's:%+ é',
    code: 'the-code',
    grant_type: 'authorization_code',
    redirect_uri: 'https://hub.example/cb',
  })
  assert.ok(!sent?.url.includes('?'), 'nothing in the address')
})

test('OA-13: Basic authentication is form-encoded first (RFC 6749, 2.3.1)', async () => {
  let authorization = ''
  await redeemCode(
    { ...endpoint, clientAuthentication: 'client_secret_basic' },
    grant,
    async (_url, { headers, body }) => {
      authorization = headers['authorization'] ?? ''
      assert.ok(!body.includes('client_secret'))
      return { status: 200, text: JSON.stringify(GOOD), retryAfterSeconds: null, location: null }
    },
  )
  const [, encoded = ''] = authorization.split(' ')
  assert.equal(Buffer.from(encoded, 'base64').toString(), 'id:s%3A%25%2B+%C3%A9')
})

test('OA-12: odd answers are understood or refused, never misread', async () => {
  const redeem = (body: unknown, status?: number) => redeemCode(endpoint, grant, answering(body, status))
  assert.equal((await redeem({ ...GOOD, token_type: 'BEARER' })).accessToken.reveal(), 'a')
  assert.equal((await redeem(GOOD)).refreshToken, null)
  assert.equal((await redeem({ ...GOOD, expires_in: 3600 })).expiresInSeconds, 3600)
  assert.equal((await redeem({ ...GOOD, expires_in: '3600' })).expiresInSeconds, 3600)
  for (const nothing of [0, -1, '-5', '', 'soon', null, {}, [60]])
    assert.equal(
      (await redeem({ ...GOOD, expires_in: nothing })).expiresInSeconds,
      null,
      JSON.stringify(nothing),
    )
  assert.equal((await redeem({ ...GOOD, expires_in: 1e12 })).expiresInSeconds, Infinity, 'for ever')
  const invalid = { code: 'provider_response_invalid' }
  for (const body of [{}, [], 'null', '<html>', '{"access_token":"a"', { ...GOOD, access_token: '' }])
    await assert.rejects(redeem(body), invalid, JSON.stringify(body))
  await assert.rejects(
    redeem({ error: 'invalid_grant' }),
    { code: 'authorization_code_rejected' },
    '200 with an error',
  )
  await assert.rejects(redeem({ error: 'invalid_grant' }, 400), { code: 'authorization_code_rejected' })
  await assert.rejects(redeem({ error: 'invalid_client' }, 401), { code: 'oauth_app_rejected' })
  await assert.rejects(redeem({ error: 'weird <b>' }, 400), invalid)
  await assert.rejects(redeem('', 503), { code: 'provider_unavailable' })
  await assert.rejects(redeem('', 429), { code: 'provider_rate_limited' })
})

test('OA-12: any answer at all gives tokens or one of our codes', async () => {
  const known =
    /^(provider_response_invalid|authorization_code_rejected|oauth_app_rejected|provider_unavailable|provider_rate_limited)$/
  const member = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.constant('Bearer'),
  )
  const body = fc.record(
    {
      access_token: member,
      token_type: member,
      expires_in: member,
      scope: member,
      refresh_token: member,
      error: member,
    },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(body, fc.jsonValue(), fc.string()),
      fc.constantFrom(200, 201, 204, 302, 400, 401, 500),
      async (answer, status) => {
        try {
          const tokens = await redeemCode(endpoint, grant, answering(answer, status))
          assert.ok(tokens.accessToken.reveal().length > 0)
          assert.ok(tokens.expiresInSeconds === null || tokens.expiresInSeconds >= 0)
        } catch (error) {
          assert.match((error as { code?: string }).code ?? String(error), known)
        }
      },
    ),
    { numRuns: 3000 },
  )
})
