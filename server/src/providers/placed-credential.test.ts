import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../kernel/secret.ts'
import { setQueryParameter } from './set-query-parameter.ts'
import { placeApiKey, revealHeaders } from './placed-credential.ts'

test('a key goes into every place that the definition names', () => {
  const placed = placeApiKey(
    [
      { in: 'header', name: 'x-api-key', value: '{key}' },
      { in: 'header', name: 'x-key-type', value: 'full' },
      { in: 'query', name: 'apikey', value: '{key}' },
    ],
    new Secret('k$&1'),
  )
  assert.deepEqual(revealHeaders(placed), { 'x-api-key': 'k$&1', 'x-key-type': 'full' })
  assert.deepEqual(
    placed.query.map(({ name, value }) => [name, value.reveal()]),
    [['apikey', 'k$&1']],
  )
  assert.doesNotMatch(JSON.stringify(placed), /k\$/)
})

test('the two parts of Basic are one header, and a part that is not named is empty', () => {
  const basic = (...placement: Parameters<typeof placeApiKey>[0]): string => {
    const { authorization = '' } = revealHeaders(placeApiKey(placement, new Secret('key')))
    return Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()
  }
  assert.equal(basic({ in: 'basic_username', value: '{key}' }), 'key:')
  assert.equal(basic({ in: 'basic_password', value: '{key}' }), ':key')
  assert.equal(
    basic({ in: 'basic_username', value: 'any' }, { in: 'basic_password', value: '{key}' }),
    'any:key',
  )
})

test('a parameter of the query replaces what the client has written, in any spelling, and leaves the rest', () => {
  assert.equal(setQueryParameter('/a', 'key', 'a b'), '/a?key=a%20b')
  assert.equal(setQueryParameter('/a?key=1&x=%20&k%65y=2', 'key', 'own'), '/a?x=%20&key=own')
})
