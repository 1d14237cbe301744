import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseObject, textIn } from './parse-object.ts'

test('an object is parsed, and nothing else is taken for one', () => {
  assert.deepEqual(parseObject('{"a":1}'), { a: 1 })
  for (const text of ['[]', '1', 'null', '"a"', '{', '']) assert.equal(parseObject(text), undefined, text)
})

test('a text of a response is read by its name, and nothing else is taken for one', () => {
  assert.equal(textIn({ code: 'x' }, 'code'), 'x')
  for (const value of [{ code: 1 }, {}, [], null, undefined, 'code'])
    assert.equal(textIn(value, 'code'), undefined)
})
