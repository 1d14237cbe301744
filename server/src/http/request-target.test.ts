import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertTarget, normalizeTarget } from './request-target.ts'

test('a target is read in origin form, with our own part of the path decoded', () => {
  const cases: readonly [string, string][] = [
    ['/v1/connections/conn_1/token', '/v1/connections/conn_1/token'],
    ['/v1/connections/conn_1/%74oken', '/v1/connections/conn_1/token'],
    ['/v1/%63onnections?search=%61%20b', '/v1/connections?search=%61%20b'],
    ['http://127.0.0.1:3000/v1/connections', '/v1/connections'],
    ['HTTPS://letterlock.example/v1/proxy/conn_1/3.0/ping?a=%61', '/v1/proxy/conn_1/3.0/ping?a=%61'],
    ['http://letterlock.example', '/'],
    ['http://letterlock.example?a=b', '/?a=b'],
    // The part that the provider reads is not changed; the part that names our route is.
    ['/v1/proxy/conn_1/3.0/%70ing', '/v1/proxy/conn_1/3.0/%70ing'],
    ['/v1/%70roxy/conn_%31/3.0/%70ing', '/v1/proxy/conn_1/3.0/%70ing'],
    // Encoded delimiters stay encoded.
    ['/v1/connections/a%2Fb%3Fc%25', '/v1/connections/a%2Fb%3Fc%25'],
    ['/mcp/connections/%2e%2E', '/mcp/connections/..'],
    ['*', '*'],
  ]
  for (const [target, expected] of cases) assert.equal(normalizeTarget(target), expected, target)
})

test('dot segments and U+0000 are rejected', () => {
  for (const target of ['/mcp/connections/..', '/v1/./me', '/..', '/v1/..?a', '/a%00b', '/?a=%00'])
    assert.throws(() => assertTarget(target), /The URL contains|The path contains|invalid/, target)
  for (const target of ['/v1/connections/a.b', '/...', '/?a=/../', '/v1/%25'])
    assert.doesNotThrow(() => assertTarget(target), target)
})
