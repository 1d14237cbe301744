import { useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from '@letterlock/sdk'
import type { ReactNode } from 'react'
import { PagedList } from '../../ui/paged-list.tsx'

interface PagesOfProps<Item> {
  readonly queryKey: readonly unknown[]
  readonly read: (cursor: string | undefined) => PromiseLike<Page<Item>>
  readonly empty: string
  readonly children: (item: Item) => ReactNode
}

/** A list at a provider, page by page. Never refetched automatically, because each page is a call to the provider. */
export function PagesOf<Item extends { readonly id: string }>({
  queryKey,
  read,
  empty,
  children,
}: PagesOfProps<Item>) {
  const list = useInfiniteQuery({
    queryKey: ['data', ...queryKey],
    queryFn: async ({ pageParam }) => read(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Infinity,
    refetchInterval: false,
    retry: false,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="rounded-md border text-sm">
      <PagedList
        pages={list}
        isEmpty={items.length === 0}
        empty={<p className="px-4 py-2.5 text-muted-foreground">{empty}</p>}
      >
        {items.length > 0 && (
          <ul className="divide-y">
            {items.map((item) => (
              <li key={item.id} className="px-4 py-2.5">
                {children(item)}
              </li>
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  )
}
