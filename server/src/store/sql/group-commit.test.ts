import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroupCommit } from './group-commit.ts'

/** Writes numbers, and notes which of them were written together. */
function open(mayJoin?: (first: number, next: number) => boolean) {
  const groups: number[][] = []
  const together = async (writes: readonly number[]): Promise<string[]> => {
    groups.push([...writes])
    return writes.map(String)
  }
  const alone = async (write: number): Promise<string> => {
    const [result = ''] = await together([write])
    return result
  }
  const writes = createGroupCommit<number, string>({
    largestGroup: 3,
    groups: 1,
    together,
    alone,
    ...(mayJoin && { mayJoin }),
  })
  return { groups, addAll: (all: readonly number[]) => Promise.all(all.map((one) => writes.add(one))) }
}

test('writes of one turn of the event loop are groups of no more than the largest, in order', async () => {
  const { groups, addAll } = open()
  assert.deepEqual(await addAll([1, 2, 3, 4, 5]), ['1', '2', '3', '4', '5'])
  assert.deepEqual(groups, [
    [1, 2, 3],
    [4, 5],
  ])
})

test('a write that may not join a group begins the next one', async () => {
  const { groups, addAll } = open((first, next) => first % 2 === next % 2)
  assert.deepEqual(await addAll([1, 3, 2, 5, 7, 9, 11]), ['1', '3', '2', '5', '7', '9', '11'])
  assert.deepEqual(groups, [[1, 3], [2], [5, 7, 9], [11]])
})
