import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exactInteger, parseJson, parseObject } from './json.ts'

test('B9: a number that a double cannot hold keeps its digits, wherever it stands', () => {
  const digits = ['9007199254740993', '-9007199254740993', '12345678901234567890', '1e400']
  for (const number of digits) {
    assert.equal(parseObject(`{"id":${number}}`)?.['id'], number)
    assert.deepEqual(parseJson(`{"a":{"b":[1, ${number}]}}`), { a: { b: [1, number] } })
  }
  assert.equal(parseJson('9007199254740993'), '9007199254740993')
  assert.notEqual(
    parseObject('{"id":9007199254740992}')?.['id'],
    parseObject('{"id":9007199254740993}')?.['id'],
  )
})

test('B9: a fraction is no ID: it stays a number beside one', () => {
  assert.deepEqual(parseObject('{"id":9007199254740993,"rate":0.12345678901234567890,"share":1.50}'), {
    id: '9007199254740993',
    rate: 0.12345678901234568,
    share: 1.5,
  })
})

test('B9: digits are written into JSON as they are', () => {
  const body = { id: exactInteger('9007199254740993'), ids: [exactInteger('7')] }
  assert.equal(JSON.stringify(body), '{"id":9007199254740993,"ids":[7]}')
})

test('B9: whatever a double holds is what JSON.parse says; any integer keeps its text', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      assert.deepEqual(parseJson(JSON.stringify(value)), JSON.parse(JSON.stringify(value)))
    }),
  )
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (id) => {
      assert.equal(String(parseObject(`{"id":${id}}`)?.['id']), String(id))
    }),
  )
})

test('a byte order mark is no part of the text; what is no object is none', () => {
  assert.deepEqual(parseObject('\uFEFF{"a":1}'), { a: 1 })
  for (const text of ['', 'null', '[]', '1', '{"a":', '<html>'])
    assert.equal(parseObject(text), undefined, text)
})
