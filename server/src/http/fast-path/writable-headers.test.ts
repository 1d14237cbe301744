import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writableHeaders } from './writable-headers.ts'

test('A4: what Node cannot write is encoded, or left out and named', () => {
  const { headers, dropped } = writableHeaders({
    plain: 'as it is',
    latin: 'caf\u00e9',
    file: 'Łódź.csv',
    many: ['a', 'Ł'],
    control: 'a\u0000b',
    'no name': 'x',
    absent: undefined,
  })
  const octets = (text: string): string => Buffer.from(text).toString('latin1')
  assert.deepEqual(headers, {
    plain: 'as it is',
    latin: 'caf\u00e9',
    file: octets('Łódź.csv'),
    many: ['a', octets('Ł')],
  })
  assert.deepEqual(dropped, ['control', 'no name'])
})
