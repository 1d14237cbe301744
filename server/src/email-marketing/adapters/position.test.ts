import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionIn, positionText } from './position.ts'

test('what is written is read', () => {
  assert.deepEqual(positionIn(null), { number: 0, inner: null })
  for (const position of [
    { number: 0, inner: '50' },
    { number: 1, inner: null },
    { number: 3, inner: 'a:b\nc' },
  ])
    assert.deepEqual(positionIn(positionText(position)), position)
})

for (const at of ['', 'x:1', '-1:', '0', ':5'])
  test(`${JSON.stringify(at)} is not a position`, () => {
    assert.throws(() => positionIn(at), { code: 'invalid_request' })
  })
