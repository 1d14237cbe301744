import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inParts } from './in-parts.ts'

const CASES = [
  { what: 'nothing', items: [], parts: [] },
  { what: 'one part', items: ['a', 'b'], parts: [['a', 'b']] },
  { what: 'by count', items: ['a', 'b', 'c', 'd'], parts: [['a', 'b', 'c'], ['d']] },
  { what: 'by bytes of UTF-8', items: ['éé', 'éé', 'éé'], parts: [['éé', 'éé'], ['éé']] },
  {
    what: 'one that is too large',
    items: ['a', 'x'.repeat(40), 'b'],
    parts: [['a'], ['x'.repeat(40)], ['b']],
  },
]

for (const { what, items, parts } of CASES)
  test(`a list in parts: ${what}`, () => {
    assert.deepEqual([...inParts(items, { count: 3, bytes: 15 })], parts)
  })
