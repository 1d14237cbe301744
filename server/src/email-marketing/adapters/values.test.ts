import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberAt, numericId, pageOfAll, rateOf, segment, timeOrNull } from './values.ts'

test('D18: an ID is one segment of a path, or is not found', () => {
  assert.equal(segment('a b@x'.replace(' ', '+')), 'a%2Bb%40x')
  for (const value of [
    '',
    '.',
    '..',
    'a/b',
    'a\\b',
    'a%2fb',
    'a;b',
    'a b',
    '\u0000',
    '\uD800',
    'a?b',
    'a#b',
    'a.',
    'a%2eb',
    'a\u200Bb',
  ])
    assert.throws(() => segment(value), { code: 'resource_not_found' }, JSON.stringify(value))
})

test('a numeric ID has digits alone, and keeps each of them in JSON', () => {
  for (const value of ['42', '9007199254740993'])
    assert.equal(JSON.stringify({ id: numericId(value) }), `{"id":${value}}`)
  for (const value of ['', '-1', '1.5', '1e3', '9'.repeat(41), '007'])
    assert.throws(() => numericId(value), { code: 'resource_not_found' }, value)
})

test('a rate is of those who were reached, with four decimals, and never more than all', () => {
  assert.deepEqual([rateOf(1, 4, 1), rateOf(5, 4, 0), rateOf(1, 2, 2), rateOf(0, 0, 0)], [0.3333, 1, 0, 0])
})

test('a time of any provider is ISO 8601 in UTC; none, and what is no time, is null', () => {
  assert.equal(timeOrNull('2026-01-02T03:04:05+02:00'), '2026-01-02T01:04:05.000Z')
  assert.equal(timeOrNull('2026-01-02 03:04:05Z'), '2026-01-02T03:04:05.000Z')
  for (const value of [null, undefined, '', 'soon', 5]) assert.equal(timeOrNull(value), null)
})

test('a list that comes whole is given in pages', () => {
  assert.deepEqual(pageOfAll([1, 2, 3], { limit: 2, at: null }), { items: [1, 2], next: '2' })
  assert.deepEqual(pageOfAll([1, 2, 3], { limit: 2, at: '2' }), { items: [3], next: null })
  for (const at of ['-1', 'x', '1.5']) assert.throws(() => numberAt(at), { code: 'invalid_request' }, at)
})
