import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret } from '../kernel/secret.ts'
import { outgoingHeaders, returnedHeaders } from './proxy-headers.ts'

const PLACED = { headers: [{ name: 'authorization', value: new Secret('Bearer token') }] }

test('a call carries the credential of the connection, never another one', () => {
  const given = [
    'Authorization',
    'Bearer llk_1',
    'COOKIE',
    'a=b',
    'Proxy-Authorization',
    'x',
    'Accept',
    '*/*',
  ]
  assert.deepEqual(outgoingHeaders(given, PLACED), ['authorization', 'Bearer token', 'Accept', '*/*'])
})

test('what only neighbors tell each other stays here, and so does what a Connection header names', () => {
  const hop = ['TE', 'trailers', 'Upgrade', 'h2c', 'Keep-Alive', 'timeout=5', 'Transfer-Encoding', 'chunked']
  const named = ['If-Match', '"1"', 'Prefer', 'wait=1', 'Connection', 'close, Prefer']
  assert.deepEqual(outgoingHeaders([...hop, ...named], PLACED).slice(2), ['If-Match', '"1"'])
  assert.deepEqual(outgoingHeaders(['connection', 'keep-alive', 'Prefer', 'wait=1'], PLACED).slice(2), [
    'Prefer',
    'wait=1',
  ])
})

test('a header that carries the key is not taken from the client, even if the provider allows it', () => {
  const placed = { headers: [{ name: 'x-api-key', value: new Secret('key') }] }
  const given = ['X-Api-Key', 'another', 'authorization', 'Bearer llk_1']
  assert.deepEqual(outgoingHeaders(given, placed, ['x-api-key']), ['x-api-key', 'key'])
})

test('headers by which a server takes a call for another one are left out', () => {
  const given = ['X-HTTP-Method-Override', 'DELETE', 'X-Forwarded-For', '10.0.0.1', 'X-Original-URL', '/x']
  assert.deepEqual(outgoingHeaders([...given, 'Host', 'a.example'], PLACED).slice(2), [])
})

test('a provider’s own headers go on where it names them, in any case', () => {
  const given = ['X-Request-Source', 'letters']
  assert.deepEqual(outgoingHeaders(given, PLACED).slice(2), [])
  assert.deepEqual(outgoingHeaders(given, PLACED, ['x-request-source']).slice(2), given)
})

test('a response says which credential was used, and sets no cookie and no permission on our origin', () => {
  const given = {
    'content-type': 'application/json',
    'set-cookie': ['a=b'],
    'access-control-allow-origin': '*',
    connection: 'close',
    'retry-after': '3',
  }
  assert.deepEqual(
    returnedHeaders(given, {
      credential: 'api_key',
      token: new Secret('secret'),
      placed: { headers: [], query: [] },
    }),
    {
      'Letterlock-Credential': 'api_key',
      'content-type': 'application/json',
      'retry-after': '3',
    },
  )
})
