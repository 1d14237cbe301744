import assert from 'node:assert/strict'
import { test } from 'node:test'
import { positionIn, positionText } from './position.ts'

test('a position walks through several lists and ends', () => {
  assert.deepEqual(positionIn(null, 2), { part: 0, inner: null })
  assert.equal(positionText({ part: 0, inner: '50' }, 2), '0:50')
  assert.deepEqual(positionIn('0:50', 2), { part: 0, inner: '50' })
  assert.equal(positionText({ part: 0, inner: null }, 2), '1:')
  assert.deepEqual(positionIn('1:', 2), { part: 1, inner: null })
  assert.equal(positionText({ part: 1, inner: null }, 2), null)
})

test('the inner position may be any text', () => {
  assert.deepEqual(positionIn('3:a:b\nc', 4), { part: 3, inner: 'a:b\nc' })
})

for (const at of ['', '2:', 'x:1', '-1:', '0', ':5'])
  test(`${JSON.stringify(at)} is not a position in two lists`, () => {
    assert.throws(() => positionIn(at, 2), { code: 'invalid_request' })
  })
