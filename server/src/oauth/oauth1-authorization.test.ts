import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../kernel/secret.ts'
import { codeChallenge } from './code-challenge.ts'
import { oauth1Authorization } from './oauth1-authorization.ts'

test('the example of RFC 7636 appendix B has its code challenge', () => {
  assert.equal(
    codeChallenge('dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk'),
    'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  )
})

test('a request is signed as independent code signs it, with every character of the form encoded', async () => {
  const request = {
    method: 'POST',
    url: 'https://platform.example/exchange',
    form: new URLSearchParams({ b: "Ladies + Gentlemen's*", a: 'ü&=%' }),
    nonce: 'n0nce',
    timestampSeconds: 1_790_000_000,
  } as const
  const header = oauth1Authorization(request, {
    consumerKey: 'key&1',
    consumerSecret: new Secret('consumer&secret'),
    token: new Secret('to=ken'),
    tokenSecret: new Secret('token%secret'),
  })
  const { default: OAuth } = await import('oauth-1.0a')
  const { createHmac } = await import('node:crypto')
  const other = new OAuth({
    consumer: { key: 'key&1', secret: 'consumer&secret' },
    signature_method: 'HMAC-SHA1',
    hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
  })
  const authorized = {
    oauth_consumer_key: 'key&1',
    oauth_nonce: request.nonce,
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: request.timestampSeconds,
    oauth_token: 'to=ken',
    oauth_version: '1.0',
  }
  const expected = other.getSignature(
    { method: request.method, url: request.url, data: Object.fromEntries(request.form) },
    'token%secret',
    authorized,
  )
  const [, signature = ''] = /oauth_signature="([^"]+)"/.exec(header) ?? []
  assert.equal(decodeURIComponent(signature), expected)
  assert.match(header, /^OAuth oauth_consumer_key="key%261", /)
})
