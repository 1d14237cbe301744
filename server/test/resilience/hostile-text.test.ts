import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOurs } from '../../src/authorization-server/resource.ts'
import { loggablePath } from '../../src/calls/loggable-path.ts'
import { plainText } from '../../src/email-marketing/html/plain-text.ts'
import { outgoingHeaders } from '../../src/proxy/proxy-headers.ts'
import { chooseLocale } from '../../src/kernel/choose-locale.ts'

/** More than any of them gets, so that one whose time grows with the square takes many seconds. */
const LENGTH = 100_000
const MAX_MS = 1000

const repeat = (text: string): string => text.repeat(LENGTH / text.length)

test('hostile text costs time in proportion to its length', () => {
  const readers: Readonly<Record<string, () => unknown>> = {
    'the path of a forwarded call': () => loggablePath(`/${repeat('a')}`),
    'its Connection header': () => outgoingHeaders(['connection', `a${repeat(' ')}b`], { headers: [] }),
    'Accept-Language': () => chooseLocale(`de${repeat(' ')}x`),
    'the resource of an authorization': () =>
      isOurs(`https://a.example/${repeat('/')}x`, 'https://a.example/mcp'),
    'a campaign with “<”': () => plainText(repeat('<')),
    'a campaign with comments': () => plainText(repeat('<!--')),
    'a campaign with styles': () => plainText(repeat('<style ')),
  }
  for (const [name, read] of Object.entries(readers)) {
    const begin = performance.now()
    read()
    const took = performance.now() - begin
    assert.ok(took < MAX_MS, `${name} took ${Math.round(took)} ms`)
  }
})
