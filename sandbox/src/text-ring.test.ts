import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TextRing } from './text-ring.ts'

test('the newest texts are kept within their bytes, and the oldest make place', () => {
  const ring = new TextRing({ maxBytes: 512 * 1024, maxIds: 1000, textsPerId: 3 })
  const text = 'ü'.repeat(16_384)
  for (let id = 1; id <= 100; id++) ring.put(id, [`${id}`, '', text])
  assert.deepEqual(ring.get(100), ['100', '', text])
  assert.equal(ring.get(1), undefined)
  const kept = Array.from({ length: 100 }, (_, index) => index + 1).filter((id) => ring.get(id))
  // A segment has 256 KB, and holds seven of them.
  assert.deepEqual(kept, [92, 93, 94, 95, 96, 97, 98, 99, 100].slice(9 - kept.length))
  assert.ok(kept.length >= 7 && kept.length <= 14)
  ring.clear()
  assert.equal(ring.get(100), undefined)
})

test('the newest IDs are kept; one that comes late changes only what it had', () => {
  const ring = new TextRing({ maxBytes: 512 * 1024, maxIds: 10, textsPerId: 1 })
  for (let id = 1; id <= 25; id++) ring.put(id, [`first ${id}`])
  assert.equal(ring.get(15), undefined)
  assert.deepEqual(ring.get(16), ['first 16'])
  ring.put(20, ['second 20'])
  ring.put(12, ['too late'])
  assert.deepEqual(ring.get(20), ['second 20'])
  assert.deepEqual(ring.get(22), ['first 22'])
  assert.equal(ring.get(12), undefined)
})
