import assert from 'node:assert/strict'
import { test } from 'node:test'
import { forEach } from './for-each.ts'

/** Work that ends when it is told to. */
function controlled() {
  const started: number[] = []
  const ends = new Map<number, PromiseWithResolvers<number>>()
  const work = (item: number): Promise<number> => {
    started.push(item)
    const end = Promise.withResolvers<number>()
    ends.set(item, end)
    return end.promise
  }
  const end = async (item: number): Promise<void> => {
    ends.get(item)?.resolve(item * 10)
    await settled()
  }
  const fail = async (item: number): Promise<void> => {
    ends.get(item)?.reject(new Error(`item ${item}`))
    await settled()
  }
  return { started, work, end, fail }
}

/** After what the promises that are settled lead to. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

test('a few at a time are worked on, and the results have the order of the items', async () => {
  const { started, work, end } = controlled()
  const results = forEach([1, 2, 3], 2, work)
  assert.deepEqual(started, [1, 2])
  await end(2)
  assert.deepEqual(started, [1, 2, 3])
  await end(3)
  await end(1)
  assert.deepEqual(await results, [10, 20, 30])
})

test('after a failure no further item begins, and it is thrown once those in progress have ended', async () => {
  const { started, work, end, fail } = controlled()
  let isOver = false
  const results = forEach([1, 2, 3], 2, work)
  const over = assert.rejects(results, { message: 'item 1' }).then(() => (isOver = true))
  await fail(1)
  assert.deepEqual([started, isOver], [[1, 2], false])
  await end(2)
  await over
  assert.deepEqual(started, [1, 2])
})

test('of several failures the first is thrown, and no items are no work', async () => {
  const { work, fail } = controlled()
  const over = assert.rejects(forEach([1, 2], 2, work), { message: 'item 2' })
  await fail(2)
  await fail(1)
  await over
  assert.deepEqual(await forEach([], 3, work), [])
})
