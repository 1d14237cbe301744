import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import type { CallSearch } from './call-search.ts'

const PAGE = 50
const LIVE_MS = 3000

/** The calls that fit, newest first. */
export function useCalls(filter: CallSearch, limit = PAGE) {
  return useInfiniteQuery({
    queryKey: ['calls', filter, limit],
    queryFn: ({ pageParam }) => server.listCalls({ ...filter, limit, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}

/** How many calls came after this one, asked every few seconds, since a call is no event. At most a page of them is counted. */
export function useNewCalls(filter: CallSearch, newestId: string | undefined, isLive: boolean): number {
  const head = useQuery({
    queryKey: ['calls', 'head', filter],
    queryFn: () => server.listCalls({ ...filter, limit: PAGE }),
    refetchInterval: isLive ? LIVE_MS : false,
    enabled: isLive,
  })
  if (!isLive) return 0
  return (head.data?.items ?? []).filter(({ id }) => newestId === undefined || id > newestId).length
}
