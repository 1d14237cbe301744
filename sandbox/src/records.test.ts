import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRecord, reviveRecord } from './records.ts'

const textOf = (value: unknown): string => String(value)

test('a record has no members but its own, and becomes a text as every object does', () => {
  const record = createRecord<unknown>([['a', 1]])
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty'])
    assert.equal(record[name], undefined)
  assert.deepEqual([Object.keys(record), textOf(record), Number(record)], [['a'], '[object Object]', NaN])
  record['__proto__'] = 2
  assert.equal(JSON.stringify(record), '{"a":1,"__proto__":2}')
  const read: unknown = JSON.parse('{"toString": 1, "in": {"valueOf": 2}}', reviveRecord)
  assert.equal(String(read), '[object Object]')
})
