import assert from 'node:assert/strict'
import { test } from 'node:test'
import { HeaderNames } from './header-names.ts'

test('a name is found in any case, and no other name of the same length or first letter', () => {
  const names = new HeaderNames(['accept', 'if-match', 'x-api-key'])
  for (const name of ['accept', 'Accept', 'ACCEPT', 'If-Match', 'X-API-Key']) assert.ok(names.has(name), name)
  for (const name of ['', 'a', 'accent', 'expect', 'accept-language', 'if-range', '`ccept'])
    assert.ok(!names.has(name), name)
})

test('a set without names has none', () => {
  assert.equal(new HeaderNames([]).has(''), false)
})
