import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { toOneByteText } from './packages/one-byte-text.ts'

const EXPRESSIONS = [
  String.raw`'“é” …'`,
  String.raw`'\“ \\“ \\\“'`,
  '`${1}’s ✓ 😀 \n`',
  String.raw`/^[“”😀]\\…$/u.test('😀\\…')`,
  '({ Ω: 1 })',
]

test('code of one byte a character means the same', () => {
  for (const expression of EXPRESSIONS) {
    const code = toOneByteText(expression)
    assert.match(code, /^[\0-\xFF]*$/)
    assert.notEqual(code, expression)
    assert.deepEqual(
      runInNewContext(`JSON.stringify(${code})`),
      runInNewContext(`JSON.stringify(${expression})`),
    )
  }
})
