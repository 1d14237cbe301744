import assert from 'node:assert/strict'
import { test } from 'node:test'
import { carriedInHeader, carriedInParameters } from './carried-credentials.ts'
import type { KnownCredential } from './known-credential.ts'

const KNOWN: Readonly<Record<string, KnownCredential>> = {
  client1: { kind: 'client_id', clientId: 'client1' },
  token1: { kind: 'access_token', username: 'ada', clientId: 'client1' },
}
const find = (text: string): KnownCredential | undefined => KNOWN[text]

test('of each form of the header, what the provider knows is told, and otherwise its last part', () => {
  const hints = (authorization?: string) =>
    carriedInHeader(authorization, find).map(({ hint, kind }) => [hint, kind])
  for (const scheme of ['Bearer', 'OAuth', 'apikey'])
    assert.deepEqual(hints(`${scheme} token1`), [['…ken1', 'access_token']])
  assert.deepEqual(hints(`Basic ${btoa('client1:its-secret')}`), [['…ent1', 'client_id']])
  assert.deepEqual(hints(`Basic ${btoa('any:token1')}`), [['…ken1', 'access_token']])
  assert.deepEqual(hints(`Basic ${btoa('any:unknown')}`), [['…nown', undefined]])
  assert.deepEqual(hints('OAuth oauth_consumer_key="client1", oauth_token="token1", oauth_nonce="1"'), [
    ['…ent1', 'client_id'],
    ['…ken1', 'access_token'],
  ])
  for (const none of [undefined, '', 'Bearer', 'Basic', 'Bearer a b']) assert.deepEqual(hints(none), [])
})

test('of parameters, those that hold a credential are told by their name', () => {
  const form = {
    code: 'token1',
    client_id: 'other',
    client_secret: 'token1',
    refresh_token: '',
    state: 'token1',
  }
  assert.deepEqual(carriedInParameters(form, find), [
    { place: 'client_id', hint: '…ther' },
    { place: 'code', hint: '…ken1', ...KNOWN['token1'] },
  ])
  for (const odd of [undefined, null, 'text', { code: ['token1'] }])
    assert.deepEqual(carriedInParameters(odd, find), [])
})
