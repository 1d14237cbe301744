import { useInfiniteQuery } from '@tanstack/react-query'
import type { Page } from '@letterlock/sdk'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'

interface PagesOfProps<Item> {
  readonly queryKey: readonly unknown[]
  readonly read: (cursor: string | undefined) => PromiseLike<Page<Item>>
  readonly empty: string
  readonly children: (item: Item) => ReactNode
}

/** A list at a provider, page by page. It is not read again by itself: each page is a call to the provider. */
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
  if (list.isPending) return <Skeleton />
  return (
    <>
      <Problem error={list.error} onRetry={() => list.refetch()} />
      {list.isSuccess && items.length === 0 && <p className="text-sm text-muted-foreground">{empty}</p>}
      {items.length > 0 && (
        <ul className="divide-y rounded-md border text-sm">
          {items.map((item) => (
            <li key={item.id} className="px-3 py-2.5">
              {children(item)}
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button
          look="outline"
          size="small"
          className="self-start"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {texts.activity.more}
        </Button>
      )}
    </>
  )
}
