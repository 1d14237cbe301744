import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAddress, isSameAddress } from './addresses.ts'

test('an address has something, an @ and a host without blanks', () => {
  for (const text of ['a@b', "o'hara/ed@x.example", 'a%b@x.example', '"a b"@x.example', 'ü@пример.example'])
    assert.ok(isAddress(text), text)
  for (const text of ['', 'a', '@x.example', 'a@', 'a@b c', 'a\n@b', 'a@b@', 'a@b\u200B', 'a\u00AD@b'])
    assert.ok(!isAddress(text), JSON.stringify(text))
})

test('capitals, blanks around it and the form of an accent make no other address', () => {
  assert.ok(isSameAddress(' Nora@X.Example', 'nora@x.example'))
  assert.ok(isSameAddress('Jose\u0301@x.example', 'josé@x.example'))
  assert.ok(!isSameAddress('nora@x.example', 'n.ora@x.example'))
})
