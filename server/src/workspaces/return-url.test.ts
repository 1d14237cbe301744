import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertReturnUrl } from './return-url.ts'

const workspace = {
  id: 'ws',
  name: 'w',
  allowedReturnUrls: ['https://ok.example/back'],
  color: null,
  logo: null,
  version: 0,
}

test('listed addresses and loopback pass', () => {
  for (const url of [
    'https://ok.example/back',
    'https://ok.example/back?a=b',
    'http://127.0.0.1:9999/x',
    'http://[::1]:1/',
    'http://127.0.0.2/x',
    'http://localhost:3000/x',
    'http://app.localhost/x',
  ])
    assertReturnUrl(url, workspace)
})

test('OA-07: open redirects are refused', () => {
  const refused = [
    '//ok.example/back',
    String.raw`/\ok.example/back`,
    'https:ok.example/back',
    'https:/ok.example/back',
    'https://ok.example@evil.example/back',
    'https://evil.example#@ok.example/back',
    'https://ok.example.evil.example/back',
    'https://ok.example/back/',
    'https://ok.example/BACK',
    'https://ok.example:8443/back',
    'http://ok.example/back',
    'https://xn--k-0fa.example/back',
    'https://ок.example/back',
    'javascript:alert(1)',
    'data:text/html,x',
    'https://ok.example/back#x',
    'https://ok.example/\tback',
    'https://ok.example/\nback',
    String.raw`https://ok.example\back`,
    'https://ok.example/back\\..',
    'http://127.0.0.1.evil.example/x',
    'http://localhost.evil.example/x',
    'http://0.0.0.0/x',
    'http://2130706433.evil.example/',
    '',
  ]
  for (const url of refused)
    assert.throws(
      () => assertReturnUrl(url, workspace),
      { code: 'return_url_not_allowed' },
      JSON.stringify(url),
    )
})
