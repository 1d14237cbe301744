import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '@letterlock/testing/property.ts'
import { findExcess } from './find-excess.ts'

const nested = (levels: number): string => `${'[{"a":'.repeat(levels / 2)}1${'}]'.repeat(levels / 2)}`

test('64 levels are allowed, and no more, at whatever place', () => {
  assert.equal(findExcess(nested(64)), undefined)
  assert.equal(findExcess(`[${'[],'.repeat(1000)}[]]`), undefined)
  assert.equal(findExcess(nested(66)), 'is nested more than 64 levels deep')
  assert.equal(findExcess(`{"a":1,"b":${nested(64)}}`), 'is nested more than 64 levels deep')
})

test('500,000 values are allowed, and no more', () => {
  assert.equal(findExcess(`[${'1,'.repeat(499_999)}1]`), undefined)
  assert.equal(findExcess(`{"a":[${'1,'.repeat(500_000)}1]}`), 'has more than 500,000 values')
})

test('brackets and commas in strings do not count, whatever is escaped before the closing quotation mark', () => {
  for (const text of ['[', '{', ',', '\\"[', '\\\\', '"'])
    assert.equal(findExcess(JSON.stringify([text.repeat(600_000), { [text.repeat(100)]: 1 }])), undefined)
  assert.equal(findExcess('["\\\\", ' + nested(66) + ']'), 'is nested more than 64 levels deep')
})

test('what is no JSON is looked through to its end', () => {
  for (const text of ['', '"', '"\\', '"abc', ']]]', '[{', '\\"', '['.repeat(64)])
    assert.equal(findExcess(text), undefined, text)
})

test('the depth is that of the parsed value', () => {
  const depthOf = (value: unknown): number =>
    typeof value === 'object' && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depthOf)) : 0
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 66 }), (value, levels) => {
      const text = '['.repeat(levels) + JSON.stringify(value) + ']'.repeat(levels)
      assert.equal(findExcess(text) === undefined, levels + depthOf(value) <= 64)
    }),
  )
})
