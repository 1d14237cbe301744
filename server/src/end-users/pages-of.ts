interface Page {
  readonly limit: number
  readonly after: string | null
}

/** A list, page by page. @param read reads a page of it */
export async function* pagesOf<T extends { readonly id: string }>(
  limit: number,
  read: (page: Page) => Promise<T[]>,
): AsyncGenerator<T[]> {
  for (let after: string | null = null; ;) {
    const page: T[] = await read({ limit, after })
    yield page
    if (page.length < limit) return
    after = page.at(-1)?.id ?? null
  }
}
