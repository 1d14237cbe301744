import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { createVersionedCache } from './versioned-cache.ts'

test('what another process changes is forgotten within the age', async () => {
  let changes: number | null = 1
  let looks = 0
  const dataVersion = (): number | null => {
    looks++
    return changes
  }
  const cache = createVersionedCache<number>({ maxEntries: 10, maxAgeMs: 20, dataVersion })
  /** What it remembers once its age is over and it has looked again. */
  const getLater = async (): Promise<number | undefined> => {
    const before = looks
    let value: number | undefined
    await waitUntil(() => {
      value = cache.get('a')
      return looks > before
    }, 'it looks again')
    return value
  }
  cache.get('a')
  cache.set('a', 1, cache.version())
  assert.equal(await getLater(), 1, 'nothing changed')
  changes = 2
  assert.equal(await getLater(), undefined)
  cache.set('a', 2, cache.version())
  changes = null
  assert.equal(await getLater(), undefined, 'when it cannot be known')
})

test('the number is bounded, and the newest stay', () => {
  const cache = createVersionedCache<number>({ maxEntries: 10, maxAgeMs: 1000, dataVersion: () => 1 })
  cache.get('x')
  for (let index = 0; index < 100; index++) cache.set(String(index), index, cache.version())
  assert.ok(
    Array.from({ length: 100 }, (_, index) => cache.get(String(index))).filter((v) => v !== undefined)
      .length <= 10,
  )
  assert.equal(cache.get('99'), 99)
  cache.delete('99')
  assert.equal(cache.get('99'), undefined)
})

test('what was read before something was forgotten is not remembered', () => {
  const cache = createVersionedCache<string>({ maxEntries: 10, maxAgeMs: 1000, dataVersion: () => 1 })
  cache.get('x')
  const mark = cache.version()
  cache.delete('a')
  cache.set('a', 'read before it was cut', mark)
  assert.equal(cache.get('a'), undefined)
})
