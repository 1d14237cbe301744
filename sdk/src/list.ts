import type { Page } from './wire.ts'

/** A list: `await` returns the first page, with `items` and `nextCursor`; `for await` iterates over the items of all pages. */
export interface List<Item, PageType extends Page<Item> = Page<Item>>
  extends Promise<PageType>, AsyncIterable<Item> {}

/** The first page is requested immediately, each further page when the items before it were consumed. */
export function listOf<Item, PageType extends Page<Item>>(
  fetchPage: (cursor?: string) => Promise<PageType>,
): List<Item, PageType> {
  const first = fetchPage()
  return Object.assign(first, {
    async *[Symbol.asyncIterator](): AsyncGenerator<Item> {
      for (let page = await first; ; page = await fetchPage(page.nextCursor)) {
        yield* page.items
        if (page.nextCursor === null) return
      }
    },
  })
}
