import { ProblemError, invalidRequest } from '../../kernel/errors.ts'
import type { Found, PageWanted } from './page.ts'
import { NOT_A_CURSOR } from './cursor.ts'
import { positionIn, positionText } from './position.ts'

/**
 * A page of several lists that are returned one after the other. A page holds items of one list only.
 * @throws ProblemError invalid_request
 */
export async function pageOfLists<L, T>(
  lists: readonly L[],
  { limit, at }: PageWanted,
  read: (list: L, page: PageWanted) => Promise<Found<T>>,
): Promise<Found<T>> {
  const { number, inner } = positionIn(at)
  const list = lists[number]
  if (list === undefined && at !== null) throw invalidRequest({ parameter: 'cursor', detail: NOT_A_CURSOR })
  if (list === undefined) return { items: [], next: null }
  const { items, next } = await read(list, { limit, at: inner })
  if (next !== null) return { items, next: positionText({ number, inner: next }) }
  const hasMore = number + 1 < lists.length
  return { items, next: hasMore ? positionText({ number: number + 1, inner: null }) : null }
}

/** More than the largest accounts have; without it, a provider that repeats pages would be read forever. */
const MAX_PAGES = 1000

/**
 * All items of a list, for lists in another order than the requested one.
 * @throws ProblemError provider_response_invalid after a thousand pages
 */
export async function readWholeList<T>(read: (at: PageWanted['at']) => Promise<Found<T>>): Promise<T[]> {
  const all: T[] = []
  let at: PageWanted['at'] = null
  for (let page = 0; page < MAX_PAGES; page++) {
    const { items, next }: Found<T> = await read(at)
    all.push(...items)
    if (next === null) return all
    at = next
  }
  throw new ProblemError('provider_response_invalid', { detail: `the list has more than ${MAX_PAGES} pages` })
}

export interface Filtering<T, R> {
  /** Reads a page of the provider. */
  readonly read: (at: PageWanted['at']) => Promise<Found<T>>
  /** The item as it is returned; undefined if it does not match. */
  readonly match: (item: T) => Promise<R | undefined> | R | undefined
  /** Whether to end after a page of the provider. */
  readonly endsAfterPage: () => boolean
  /** Whether to end before an item. Not called before the first item of a page, so that each request makes progress. Default: never. */
  readonly endsBeforeItem?: () => boolean
}

/**
 * Reads the provider's pages until `limit` of their items match or the reading ends. A page may then have fewer items, and a position.
 * @throws ProblemError invalid_request
 */
export async function pageOfMatches<T, R>(
  { limit, at }: PageWanted,
  { read, match, endsAfterPage, endsBeforeItem = () => false }: Filtering<T, R>,
): Promise<Found<R>> {
  const items: R[] = []
  let { number: returned, inner: page } = positionIn(at)
  for (;;) {
    const found = await read(page)
    for (const [index, item] of [...found.items.entries()].slice(returned)) {
      if (items.length === limit || (index > returned && endsBeforeItem()))
        return { items, next: positionText({ number: index, inner: page }) }
      const matched = await match(item)
      if (matched !== undefined) items.push(matched)
    }
    if (found.next === null) return { items, next: null }
    if (items.length === limit || endsAfterPage())
      return { items, next: positionText({ number: 0, inner: found.next }) }
    ;[returned, page] = [0, found.next]
  }
}
