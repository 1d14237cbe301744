import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readProxyPath } from './proxy-path.ts'

const BASE = 'https://us21.api.example.com'

test('plain paths pass; what is looked up is decoded and without the query', () => {
  const paths: [string, string][] = [
    ['/3.0/lists', '/3.0/lists'],
    ['/3.0/lists/', '/3.0/lists/'],
    ['/3.0/lists/a1/members/ada%40example.com', '/3.0/lists/a1/members/ada@example.com'],
    ['/3.0/lists/a1/members/a+b@example.com', '/3.0/lists/a1/members/a+b@example.com'],
    ['/3.0/x?fields=a.b&q=..%2f//', '/3.0/x'],
    ['/3.0/lists/a1/members/gr%C3%BC%C3%9Fe@example.com', '/3.0/lists/a1/members/grüße@example.com'],
    ['/3.0/x?method=a', '/3.0/x'],
    ['/', '/'],
  ]
  for (const [given, path] of paths) assert.equal(readProxyPath(given), path)
})

test('a path that could lead elsewhere is refused', () => {
  const refused = [
    '',
    'lists',
    '.evil.example/x',
    '@evil.example/x',
    ':80/x',
    '//evil.example/x',
    '/3.0//evil.example',
    '/3.0/../oauth2/token',
    '/3.0/..',
    '/./x',
    '/3.0/%2e%2e/x',
    '/3.0/.%2E/x',
    '/3.0/%252e%252e/x',
    '/3.0/a%2fb',
    String.raw`/3.0\..\x`,
    String.raw`/\evil.example`,
    '/3.0/%5c',
    '/3.0/x#fragment',
    '/3.0/x?a#fragment',
    '/3.0/x\r\nHost: evil.example',
    '/3.0/x?a\r\nHost: evil.example',
    '/3.0/x?a HTTP/1.1',
    '/3.0/%0d%0a',
    '/3.0/%00',
    '/3.0/%',
    '/3.0/\t/x',
    '/3.0/a%20b',
    '/3.0/a%20',
    '/3.0/x;y',
    '/3.0/x%3By',
    '/3.0/..;/x',
    '/3.0/x.',
    '/3.0/x./y',
    '/3.0/x%3Fy',
    '/3.0/x%23y',
    '/3.0/x%E2%80%8B',
    '/3.0/x%C2%A0',
    '/3.0/x?_method=PUT',
    '/3.0/x?a=1&%5Fmethod=PUT',
    '/3.0/x?X-HTTP-Method-Override=PUT',
  ]
  for (const path of refused)
    assert.throws(() => readProxyPath(path), { code: 'proxy_path_not_allowed' }, path)
})

test('whatever passes stays on the host, keeps its path, and is what was looked up', () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom('/', '..', '.', '%2e', '%2f', '%20', '\\', '@', '#', '?', '//', ':', '%', 'é', ' '),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (context) => {
      const path = context.join('')
      try {
        const looked = readProxyPath(path)
        const url = new URL(BASE + path)
        assert.equal(url.origin, BASE)
        assert.equal(decodeURIComponent(url.pathname), looked)
        assert.equal(url.hash, '')
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'proxy_path_not_allowed')
      }
    }),
    { numRuns: 20_000 },
  )
})
