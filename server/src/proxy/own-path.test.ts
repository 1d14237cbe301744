import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ownPath } from './own-path.ts'

const BASE = 'https://us21.api.mailchimp.com/3.0'

test('C2: an address of the account’s own API is a path below it', () => {
  const own: [string, string, string][] = [
    [BASE, '/lists?offset=10', '/lists?offset=10'],
    [
      BASE,
      `/${BASE}/lists?offset=10&x=https://elsewhere.example/`,
      '/lists?offset=10&x=https://elsewhere.example/',
    ],
    [BASE, '/HTTPS://US21.api.mailchimp.com:443/3.0/lists', '/lists'],
    [BASE, `/${BASE}`, '/'],
    [BASE, `/${BASE}?fields=a`, '/?fields=a'],
    [
      'https://api.cc.email',
      '/https://api.cc.email/v3/contacts?cursor=a%2Fb%3D',
      '/v3/contacts?cursor=a%2Fb%3D',
    ],
    [BASE, '/http-things', '/http-things'],
    [BASE, '/https', '/https'],
  ]
  for (const [base, given, path] of own) assert.equal(ownPath(base, given), path, given)
})

test('C2: an address elsewhere is refused', () => {
  for (const address of [
    'https://us2.api.mailchimp.com/3.0/lists',
    'https://elsewhere.example/3.0/lists',
    'https://us21.api.mailchimp.com.elsewhere.example/3.0/lists',
    'https://us21.api.mailchimp.com@elsewhere.example/3.0/lists',
    'https://ada:secret@us21.api.mailchimp.com/3.0/lists',
    'https://us21.api.mailchimp.com:8443/3.0/lists',
    'http://us21.api.mailchimp.com/3.0/lists',
    'https://us21.api.mailchimp.com/export/lists',
    'https://us21.api.mailchimp.com/3.0x/lists',
    'https://us21.api.mailchimp.com',
    'https:///3.0/lists',
    'https://us21.api.mailchimp.com\\@elsewhere.example/3.0/lists',
    'https://us21.api.mailchimp.com#/3.0/lists',
  ])
    assert.throws(() => ownPath(BASE, `/${address}`), { code: 'proxy_path_not_allowed' }, address)
})
