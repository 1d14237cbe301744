import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import type { CallSearch } from './call-search.ts'

const PAGE = 50
const REFRESH_MS = 5000

/** The calls that fit, newest first; asked again every few seconds, since a call is no event. */
export function useCalls(filter: CallSearch, limit = PAGE) {
  return useInfiniteQuery({
    queryKey: ['calls', filter, limit],
    queryFn: ({ pageParam }) => server.listCalls({ ...filter, limit, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  })
}
