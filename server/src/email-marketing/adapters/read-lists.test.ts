import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Found, PageWanted } from './page.ts'
import { pageOfLists, pageOfMatches, readWholeList } from './read-lists.ts'
import { pageOfAll } from './values.ts'

const NUMBERS = Array.from({ length: 10 }, (_, index) => index)

async function readAll<T>(limit: number, read: (page: PageWanted) => Promise<Found<T>>): Promise<T[][]> {
  const pages: T[][] = []
  let at: string | null = null
  do {
    const { items, next }: Found<T> = await read({ limit, at })
    pages.push(items)
    at = next
  } while (at !== null)
  return pages
}

test('several lists are read one after the other, an empty one included', async () => {
  const lists = [['a', 'b', 'c'], [], ['d']]
  const pages = await readAll(2, (page) =>
    pageOfLists(lists, page, (list, wanted) => Promise.resolve(pageOfAll(list, wanted))),
  )
  assert.deepEqual(pages, [['a', 'b'], ['c'], [], ['d']])
})

test('no list has no items, and a position outside the lists is not a cursor', async () => {
  const nothing = (): Promise<Found<string>> => Promise.resolve({ items: [], next: null })
  assert.deepEqual(await pageOfLists([], { limit: 2, at: null }, nothing), { items: [], next: null })
  await assert.rejects(pageOfLists(['a', 'b'], { limit: 2, at: '2:' }, nothing), { code: 'invalid_request' })
})

/** Pages of four of the provider, of which the odd numbers match. */
function oddNumbers(ends: { afterPage?: boolean; beforeItem?: boolean } = {}) {
  let reads = 0
  const read = (page: PageWanted): Promise<Found<number>> =>
    pageOfMatches(page, {
      read(at) {
        reads++
        return Promise.resolve(pageOfAll(NUMBERS, { limit: 4, at }))
      },
      match: (number) => (number % 2 === 1 ? number : undefined),
      endsAfterPage: () => ends.afterPage ?? false,
      endsBeforeItem: () => ends.beforeItem ?? false,
    })
  return { read, reads: () => reads }
}

test('matches are collected over the provider’s pages, each once', async () => {
  assert.deepEqual(await readAll(3, oddNumbers().read), [
    [1, 3, 5],
    [7, 9],
  ])
})

test('a full page does not read the next page of the provider', async () => {
  const { read, reads } = oddNumbers()
  assert.deepEqual(await read({ limit: 2, at: null }), { items: [1, 3], next: '0:4' })
  assert.equal(reads(), 1)
})

test('a reading that ends early loses nothing and gets further each time', async () => {
  assert.deepEqual((await readAll(9, oddNumbers({ afterPage: true }).read)).flat(), [1, 3, 5, 7, 9])
  assert.deepEqual((await readAll(9, oddNumbers({ beforeItem: true }).read)).flat(), [1, 3, 5, 7, 9])
})

test('a whole list is read page by page, and one without an end is an unexpected response', async () => {
  const read = (at: PageWanted['at']) => Promise.resolve(pageOfAll(NUMBERS, { limit: 3, at }))
  assert.deepEqual(await readWholeList(read), NUMBERS)
  await assert.rejects(
    readWholeList(() => Promise.resolve({ items: [], next: 'again' })),
    { code: 'provider_response_invalid' },
  )
})
