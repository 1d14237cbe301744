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

test('without a number of changes, entries that are used are confirmed in one question; the others are forgotten', async () => {
  const asked: string[][] = []
  let right = ['a', 'b']
  const cache = createVersionedCache<number>({
    maxEntries: 10,
    maxAgeMs: 200,
    dataVersion: () => null,
    findUnchanged: async (entries) => {
      asked.push([...entries.keys()])
      return new Set(right)
    },
  })
  cache.get('x')
  for (const [key, value] of [
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ] as const)
    cache.set(key, value, cache.version())
  const askedAgain = async (...keys: string[]): Promise<(number | undefined)[]> => {
    const before = asked.length
    await waitUntil(() => {
      for (const key of keys) cache.get(key)
      return asked.length > before
    }, 'it asks')
    await Promise.resolve()
    return ['a', 'b', 'c'].map((key) => cache.get(key))
  }
  assert.deepEqual(await askedAgain('a', 'b'), [1, 2, undefined], 'c is another one by now')
  assert.deepEqual(asked[0], ['a', 'b', 'c'])
  right = ['b']
  assert.deepEqual(await askedAgain('a', 'b'), [undefined, 2, undefined])
})

test('an entry that was deleted while it was confirmed stays deleted', async () => {
  let answer: (right: ReadonlySet<string>) => void = () => undefined
  let asked = 0
  const cache = createVersionedCache<number>({
    maxEntries: 10,
    maxAgeMs: 1000,
    dataVersion: () => null,
    findUnchanged: () => {
      asked++
      return new Promise((resolve) => void (answer = resolve))
    },
  })
  cache.get('x')
  cache.set('a', 1, cache.version())
  const readBefore = cache.version()
  await waitUntil(() => {
    cache.get('a')
    return asked > 0
  }, 'it asks')
  cache.set('b', 2, readBefore)
  assert.equal(cache.get('b'), undefined, 'it was read before the question')
  cache.delete('a')
  answer(new Set(['a']))
  await Promise.resolve()
  assert.equal(cache.get('a'), undefined)
})
