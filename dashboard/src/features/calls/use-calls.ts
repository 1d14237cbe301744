import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { neighborsOf } from '../../ui/neighbors.ts'
import type { CallFilter } from './call-search.ts'

const PAGE = 50
/** Of one connection, beside what else there is about it. */
export const RECENT_CALLS = 10
const LIVE_MS = 3000

interface UseCallsOptions {
  readonly limit?: number | undefined
  /** What is shown stays as it is. */
  readonly isPaused?: boolean
}

/** The calls that fit, newest first. */
export function useCalls(filter: CallFilter, { limit = PAGE, isPaused = false }: UseCallsOptions = {}) {
  return useInfiniteQuery({
    queryKey: ['calls', filter, limit],
    queryFn: ({ pageParam }) => server.listCalls({ ...filter, limit, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled: ({ state }) => !isPaused || state.data === undefined,
  })
}

/** How many calls came after this one, asked every few seconds, since a call is no event. At most a page of them is counted. */
export function useNewCalls(filter: CallFilter, newestId: string | undefined, isLive: boolean): number {
  const head = useQuery({
    queryKey: ['calls', 'head', filter],
    queryFn: () => server.listCalls({ ...filter, limit: PAGE }),
    refetchInterval: isLive ? LIVE_MS : false,
    enabled: isLive,
  })
  if (!isLive) return 0
  return (head.data?.items ?? []).filter(({ id }) => newestId === undefined || id > newestId).length
}

/** The call before and after this one in the list, as far as it is loaded. */
export function useNeighbors(filter: CallFilter, callId: string) {
  const ids =
    useCalls(filter, { isPaused: true }).data?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? []
  return neighborsOf(ids, callId)
}
