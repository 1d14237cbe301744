import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CURSOR, fromCursor, toPage } from './cursor.ts'

test('a position of any provider comes back from its cursor, which fits an address', () => {
  for (const at of ['0', '/v3/contacts?cursor=bGltaXQ9Mg==', 'ü ✉']) {
    const { nextCursor } = toPage({ items: [], next: at })
    assert.match(nextCursor ?? '', CURSOR)
    assert.equal(fromCursor(nextCursor ?? ''), at)
  }
  assert.equal(toPage({ items: [1], next: null }).nextCursor, null)
  assert.equal(fromCursor(undefined), null)
})

test('what is no cursor is refused by name', () => {
  for (const text of ['', 'p1.', 'p2.MA', '20', 'x.MA'])
    assert.throws(() => fromCursor(text), { code: 'invalid_request' })
})
