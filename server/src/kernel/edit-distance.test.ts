import assert from 'node:assert/strict'
import { test } from 'node:test'
import { editDistance } from './edit-distance.ts'

for (const [from, to, changes] of [
  ['', '', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['campaign', 'campain', 1],
  ['campaign', 'campaigns', 1],
  ['limit', 'linit', 1],
  ['limit', 'limti', 1],
  ['ca', 'abc', 3],
] as const)
  test(`from "${from}" to "${to}" it is ${changes}`, () => assert.equal(editDistance(from, to), changes))

test('texts that are longer than any name are not compared', () => {
  assert.equal(editDistance('a'.repeat(65), 'a'.repeat(65)), Infinity)
  assert.equal(editDistance('a', 'a'.repeat(65)), Infinity)
  assert.equal(editDistance('a'.repeat(64), 'a'.repeat(64)), 0)
})
