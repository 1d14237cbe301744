import type { Page } from './wire.ts'

/** A list: `await` gives its first page, with `items` and `nextCursor`; `for await` goes through the items of all pages. */
export interface List<Item, PageType extends Page<Item> = Page<Item>>
  extends Promise<PageType>, AsyncIterable<Item> {}

/** The first page is requested at once, each other one when the items before it have been taken. */
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
