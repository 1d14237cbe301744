import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printable, toJson } from './output.ts'

test('text from elsewhere has no character that a terminal takes for a command', () => {
  assert.equal(printable('a\u001B[31mb\nc\u202Ed\u009Be\u2028f'), 'a [31mb c d e f')
  assert.equal(printable('Zoë 👩‍🌾 日本 ŋ'), 'Zoë 👩‍🌾 日本 ŋ')
})

test('JSON is valid and reads as it was, with those characters escaped', () => {
  const value = { 'na\u009Bme': 'a\u001B\n\u007F\u202E\u2028\uFEFF"\\', rows: [1, null] }
  const text = toJson(value, 2)
  assert.doesNotMatch(text.replaceAll('\n', ''), /[\p{Cc}\u202E\u2028\uFEFF]/u)
  assert.deepEqual(JSON.parse(text), value)
})
