import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withoutMisleading } from '../../kernel/foreign-text.ts'
import { isReadable, isTyped } from './visible-text.ts'

const RTL_OVERRIDE = '\u202E'
const FLAG_OF_WALES = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}'

test('what hides or reorders text is left out; what scripts and emoji need stays', () => {
  assert.equal(withoutMisleading(`a${RTL_OVERRIDE}b\u0007c\u{E0041}`), 'abc')
  for (const text of ['👩‍👩‍👧', 'می‌خواهم', FLAG_OF_WALES, 'a\tb\nc']) assert.equal(withoutMisleading(text), text)
})

test('text that shows nothing is not readable', () => {
  for (const text of ['', '  ', '\u200B\u2060', '\u3164', '\u2800', '\uFFFC'])
    assert.ok(!isReadable(text), text)
  for (const text of ['a', '7', '!', '🥐', '爱']) assert.ok(isReadable(text), text)
})

const SAME: readonly [typed: string, shown: string][] = [
  ['Ada’s  Bakery', "Ada's Bakery "],
  ['Cafe\u0301', 'Café'],
  ['Bakery', 'Bakery\u200D'],
  ['News letter', 'News\u00A0letter'],
]
for (const [typed, shown] of SAME)
  test(`${JSON.stringify(typed)} is typed for ${JSON.stringify(shown)}`, () =>
    assert.ok(isTyped(typed, shown)))

test('another name, another case and another letter are not what is shown; nothing is never typed', () => {
  assert.ok(!isTyped('bakery', 'Bakery'))
  assert.ok(!isTyped('Bakerу', 'Bakery'), 'a Cyrillic letter')
  assert.ok(!isTyped('', '\u200B'))
  assert.ok(!isTyped('می خواهم', 'می‌خواهم'), 'a joiner that joins')
})

test('a text of joiners alone is compared at once', () => {
  const shown = `\u0628${'\u200D'.repeat(60_000)}\u0628`
  assert.equal(isTyped('x', shown), false)
  assert.equal(isTyped(shown, shown), true)
})
