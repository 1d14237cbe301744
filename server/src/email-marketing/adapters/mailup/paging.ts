import { z } from 'zod'
import type { Found, PageWanted } from '../page.ts'
import type { ProviderApi } from '../provider-api.ts'
import { count } from '../shapes.ts'
import { numberAt } from '../values.ts'

export const CONSOLE = '/ConsoleService.svc/Console'

/** Page size where all items are needed. */
export const EVERYTHING = 100

export const items = <S extends z.ZodType>(item: S) =>
  z.object({ Items: z.array(item), TotalElementsCount: count })

/** The response for a collection that is not filtered: its pages may be smaller than the page size of the request. */
export const wholeItems = <S extends z.ZodType>(item: S) => items(item).extend({ Skipped: count })

export const hasMoreOfWhole = ({
  Items,
  Skipped,
  TotalElementsCount,
}: {
  Items: readonly unknown[]
  Skipped: number
  TotalElementsCount: number
}): boolean => Items.length > 0 && Skipped + Items.length < TotalElementsCount

/** Whether there is a next page. The total ignores the filter, so a page that is not full is the last one too. */
export function hasMore(
  { Items, TotalElementsCount }: { Items: readonly unknown[]; TotalElementsCount: number },
  { number, size }: { number: number; size: number },
): boolean {
  return Items.length === size && (number + 1) * size < TotalElementsCount
}

/** One page of a list; the provider counts pages from 0. */
export async function pageOf<S extends z.ZodType, T>(
  api: ProviderApi,
  path: string,
  shape: S,
  { limit, at }: PageWanted,
  describe: (item: z.output<S>) => T,
): Promise<Found<T>> {
  const number = numberAt(at)
  const answer = await api.get(path, items(shape), { pageNumber: number, pageSize: limit })
  const next = hasMore(answer, { number, size: limit }) ? String(number + 1) : null
  return { items: answer.Items.map(describe), next }
}

/** All items of a list. */
export async function everything<S extends z.ZodType>(
  api: ProviderApi,
  path: string,
  shape: S,
): Promise<z.output<S>[]> {
  const all: z.output<S>[] = []
  for (let number = 0, more = true; more; number++) {
    const answer = await api.get(path, items(shape), { pageNumber: number, pageSize: EVERYTHING })
    all.push(...answer.Items)
    more = hasMore(answer, { number, size: EVERYTHING })
  }
  return all
}
