import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../kernel/secret.ts'
import { redeemCode } from './code-grant.ts'
import { requestDeviceToken } from './device-grant.ts'
import { refreshTokens } from './refresh-grant.ts'
import { OPTIONAL_MEMBERS, type TokenResponse } from './token-response.ts'
import type { TokenEndpoint } from './token-endpoint.ts'

const client = { clientId: 'id', clientSecret: new Secret('s') }
const ENDPOINT = { url: 'https://as.example/token', clientAuthentication: 'client_secret_post' } as const

type Ask = (text: string, status?: number, endpoint?: TokenEndpoint) => Promise<TokenResponse>
const answering = (text: string, status: number) => async () => ({
  status,
  text,
  retryAfterSeconds: null,
  location: null,
})

/** Every grant that we use. */
const GRANTS: readonly [string, Ask][] = [
  [
    'authorization code',
    (text, status = 200, endpoint = ENDPOINT) =>
      redeemCode(
        endpoint,
        { ...client, code: new Secret('c'), redirectUri: 'https://x.example', codeVerifier: null },
        answering(text, status),
      ),
  ],
  [
    'device code',
    async (text, status = 200, endpoint = ENDPOINT) =>
      (await requestDeviceToken(
        endpoint,
        { ...client, deviceCode: new Secret('d') },
        answering(text, status),
      )) ?? assert.fail('pending'),
  ],
  [
    'refresh token',
    async (text, status = 200, endpoint = ENDPOINT) => {
      const grant = { ...client, refreshToken: new Secret('r') }
      const { accessToken, ...more } = await refreshTokens(endpoint, grant, answering(text, status))
      return accessToken ? { ...more, accessToken } : assert.fail('no access token')
    },
  ],
]

const GOOD = { access_token: 'new-access', refresh_token: 'new-refresh', token_type: 'Bearer' }
const ODD: readonly unknown[] = [null, '', ' ', 0, 1, -1, 1.5, '3600', true, false, [], ['x'], {}, { a: 1 }]
const OPTIONAL: readonly string[] = [
  ...OPTIONAL_MEMBERS,
  'id_token',
  'error',
  'error_description',
  'unheard_of',
]

for (const [grant, ask] of GRANTS) {
  test(`B1: ${grant}: a member that does not matter never loses a credential, and is told`, async () => {
    for (const member of OPTIONAL)
      for (const value of ODD) {
        const what = `${member}: ${JSON.stringify(value)}`
        const answer = await ask(JSON.stringify({ ...GOOD, [member]: value }))
        assert.equal(answer.accessToken.reveal(), 'new-access', what)
        assert.equal(answer.refreshToken?.reveal(), 'new-refresh', what)
        if (value === null && ['scope', 'expires_in', 'refresh_token_expires_in'].includes(member))
          assert.deepEqual(answer.ignoredMembers, [member], what)
      }
    const { refresh_token: _none, ...without } = GOOD
    for (const value of [undefined, null, '', ' ', true, [], ['x'], {}, 1.5]) {
      const answer = await ask(JSON.stringify({ ...without, refresh_token: value }))
      assert.equal(answer.refreshToken, null, JSON.stringify(value))
      assert.deepEqual(answer.ignoredMembers, value === undefined ? [] : ['refresh_token'])
    }
    for (const value of [undefined, null, '', 0.5, true, [], ['Bearer'], {}, 'bearer', ' BEARER '])
      assert.ok(await ask(JSON.stringify({ ...GOOD, token_type: value })), JSON.stringify(value))
  })

  test(`B1: ${grant}: any mixture of odd members leaves both tokens`, async () => {
    const members = Object.fromEntries(
      OPTIONAL.map((name) => [name, fc.oneof(fc.jsonValue(), fc.constant(null))]),
    )
    await fc.assert(
      fc.asyncProperty(fc.record(members, { requiredKeys: [] }), async (odd) => {
        const { accessToken, refreshToken } = await ask(JSON.stringify({ ...odd, ...GOOD }))
        assert.deepEqual([accessToken.reveal(), refreshToken?.reveal()], ['new-access', 'new-refresh'])
      }),
      { numRuns: 500 },
    )
  })

  test(`B1: ${grant}: what is usable is taken: numbers as text, scopes as a list`, async () => {
    const answer = await ask(
      '{"access_token":12345678901234567890,"refresh_token":7,"scope":["a","b"],"expires_in":"60"}',
    )
    assert.equal(answer.accessToken.reveal(), '12345678901234567890')
    assert.equal(answer.refreshToken?.reveal(), '7')
    assert.deepEqual([answer.scope, answer.expiresInSeconds], ['a b', 60])
  })

  test(`B2: ${grant}: where the provider says Bearer, the answer's own word does not count`, async () => {
    const endpoint = { ...ENDPOINT, defaultTokenType: 'Bearer' as const }
    for (const type of [null, '', 'mac', 'user', 7, [], {}])
      assert.ok(await ask(JSON.stringify({ ...GOOD, token_type: type }), 200, endpoint), JSON.stringify(type))
  })

  test(`B3: ${grant}: any status of success, as JSON or as a form`, async () => {
    for (const status of [200, 201, 202, 203, 206, 207, 299])
      assert.equal((await ask(JSON.stringify(GOOD), status)).refreshToken?.reveal(), 'new-refresh')
    const form = await ask('access_token=a%2Bb&refresh_token=r&expires_in=60&token_type=bearer', 201)
    assert.deepEqual([form.accessToken.reveal(), form.expiresInSeconds], ['a+b', 60])
    assert.equal((await ask(`\uFEFF${JSON.stringify(GOOD)}`)).accessToken.reveal(), 'new-access')
    for (const [text, status] of [
      ['', 204],
      ['{}', 200],
      [JSON.stringify(GOOD), 302],
      ['<html>', 200],
    ] as const)
      await assert.rejects(ask(text, status), { code: 'provider_response_invalid' }, `${status} ${text}`)
  })

  test(`B5: ${grant}: huge lifetimes never end, and nothing overflows`, async () => {
    const lifetimes: [string, number | null][] = [
      ['9223372036', Infinity],
      ['"9223372036"', Infinity],
      ['9223372036854775807', Infinity],
      ['1e400', Infinity],
      ['"1e400"', Infinity],
      ['"Infinity"', Infinity],
      ['2147483647', Infinity],
      ['315359999', 315_359_999],
      ['3600', 3600],
      ['3600.9', 3600],
      ['"3600.00"', 3600],
      ['" 3600 "', 3600],
      ['0.5', null],
      ['0', null],
      ['-1', null],
      ['-1e400', null],
      ['"NaN"', null],
      ['"soon"', null],
      ['true', null],
      ['[60]', null],
    ]
    for (const [text, seconds] of lifetimes) {
      const answer = await ask(`{"access_token":"a","expires_in":${text},"refresh_token_expires_in":${text}}`)
      assert.deepEqual([answer.expiresInSeconds, answer.refreshExpiresInSeconds], [seconds, seconds], text)
    }
  })

  test(`B6: ${grant}: the expiry of a refresh token, in the formats of several providers`, async () => {
    const words: [string, unknown, number | null, number | null][] = [
      ['refresh_token_expires_in', 2_592_000, 2_592_000, null],
      ['refresh_expires_in', '1800', 1800, null],
      ['refresh_expires_in', 0, null, null],
      ['x_refresh_token_expires_in', 8_726_400, 8_726_400, null],
      ['refresh_token_expires_at', 1_900_000_000, null, 1_900_000_000_000],
      ['refresh_token_expires_at', '2030-01-02T03:04:05Z', null, Date.UTC(2030, 0, 2, 3, 4, 5)],
      ['refresh_token_expires_at', 1_900_000_000_000, null, 1_900_000_000_000],
    ]
    for (const [name, value, seconds, at] of words) {
      const answer = await ask(JSON.stringify({ ...GOOD, [name]: value }))
      assert.deepEqual([answer.refreshExpiresInSeconds, answer.refreshExpiresAt], [seconds, at], name)
    }
  })
}

test('a type that we cannot use is refused before anything is kept, and loses nothing that works', async () => {
  const answer = JSON.stringify({ ...GOOD, token_type: 'DPoP' })
  const [[, code], , [, refresh]] = GRANTS as [[string, Ask], [string, Ask], [string, Ask]]
  await assert.rejects(code(answer), { code: 'provider_response_invalid' })
  const refreshed = await refresh(answer)
  assert.deepEqual(
    [refreshed.refreshToken?.reveal(), refreshed.ignoredMembers],
    ['new-refresh', ['token_type']],
  )
})
