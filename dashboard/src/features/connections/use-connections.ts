import {
  keepPreviousData,
  useInfiniteQuery,
  useQueries,
  useQuery,
  type InfiniteData,
} from '@tanstack/react-query'
import type { Connection, Page } from '@letterlock/sdk'
import { useCallback, useMemo, useState } from 'react'
import { server } from '../../api.ts'
import type { ConnectionSearch } from './connection-search.ts'

const PAGE = 100
/** Longer lists are refetched only where they are visible: otherwise a change would cost a hundred requests. */
const MAX_WHOLE_PAGES = 3
const MINUTE_MS = 60_000

const read = (filter: ConnectionSearch, cursor: unknown) =>
  server.listConnections({
    ...filter,
    limit: PAGE,
    ...(typeof cursor === 'string' && { cursor }),
  })

type List = InfiniteData<Page<Connection>>

/** The matching connections, page by page. */
export function useConnections(filter: ConnectionSearch) {
  return useInfiniteQuery({
    queryKey: ['connections', filter],
    queryFn: ({ pageParam }) => read(filter, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: ({ state }) => !isLong(state.data),
  })
}

const isLong = (list: List | undefined): boolean => (list?.pages.length ?? 0) > MAX_WHOLE_PAGES

interface Loaded {
  readonly list: List | undefined
  /** Epoch milliseconds. */
  readonly loadedAt: number
}

/** All rows of the list, and a function to call with the first and last visible row, which keeps these up to date in a long list. */
export function useRows(filter: ConnectionSearch, { list, loadedAt }: Loaded) {
  const [lookedAt, setLookedAt] = useState<readonly number[]>([])
  const onLook = useCallback((first: number, last: number): void => {
    const [from, to] = [Math.floor(first / PAGE), Math.floor(last / PAGE)]
    setLookedAt((before) =>
      before[0] === from && before.at(-1) === to
        ? before
        : Array.from({ length: to - from + 1 }, (_, offset) => from + offset),
    )
  }, [])
  const pages = useQueries({
    queries: (list && isLong(list) ? lookedAt : []).map((index) => ({
      queryKey: ['connections', 'page', filter, list?.pageParams[index]],
      queryFn: () => read(filter, list?.pageParams[index]),
      initialData: list?.pages[index],
      initialDataUpdatedAt: loadedAt,
      staleTime: MINUTE_MS,
    })),
    combine: dataOf,
  })
  const rows = useMemo(() => withFresh(list?.pages ?? [], lookedAt, pages), [list, lookedAt, pages])
  return { rows, onLook }
}

/** A stable function, so that nothing renders again without a change. */
const dataOf = (results: readonly { readonly data: Page<Connection> | undefined }[]): Page<Connection>[] =>
  results.flatMap(({ data }) => data ?? [])

/** Removes duplicates: after a deletion, a refetched page ends with the first row of the next page. */
function withFresh(
  pages: readonly Page<Connection>[],
  lookedAt: readonly number[],
  fresh: readonly Page<Connection>[],
): Connection[] {
  const byIndex = new Map(fresh.map((page, position) => [lookedAt[position], page]))
  const rows = new Map<string, Connection>()
  for (const [index, page] of pages.entries())
    for (const connection of (byIndex.get(index) ?? page).items) rows.set(connection.id, connection)
  return [...rows.values()]
}

/** The number of matching connections. */
export function useConnectionCount(filter: Omit<ConnectionSearch, 'sort'>): number | undefined {
  return useQuery({
    queryKey: ['connections', 'counts', filter],
    queryFn: () => server.countConnections(filter),
    placeholderData: keepPreviousData,
  }).data?.total
}
