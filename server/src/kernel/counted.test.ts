import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted } from './counted.ts'

test('one is not several', () => {
  assert.deepEqual(
    [0, 1, 2].map((count) => counted(count, 'contact')),
    ['0 contacts', '1 contact', '2 contacts'],
  )
})
