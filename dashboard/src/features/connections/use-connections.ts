import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import type { ConnectionSearch } from './connection-search.ts'

const PAGE = 100

/** The connections that fit, page by page. */
export function useConnections(filter: ConnectionSearch) {
  return useInfiniteQuery({
    queryKey: ['connections', filter],
    queryFn: ({ pageParam }) => server.listConnections({ ...filter, limit: PAGE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** How many connections fit. */
export function useConnectionCount(filter: Omit<ConnectionSearch, 'sort'>): number | undefined {
  return useQuery({
    queryKey: ['connections', 'counts', filter],
    queryFn: () => server.countConnections(filter),
    placeholderData: keepPreviousData,
  }).data?.total
}
