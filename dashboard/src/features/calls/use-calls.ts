import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import { neighborsOf } from '../../ui/neighbors.ts'
import type { CallFilter } from './call-search.ts'

const PAGE = 50
/** The number of calls on the page of a connection. */
export const RECENT_CALLS = 10
const LIVE_MS = 3000

interface UseCallsOptions {
  readonly limit?: number | undefined
  /** Whether the list is paused. */
  readonly isPaused?: boolean
}

/** The matching calls, newest first. */
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

/** The number of newer calls, polled every few seconds, because calls are not events. At most one page. */
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

/** The previous and next call in the loaded part of the list. */
export function useNeighbors(filter: CallFilter, callId: string) {
  const ids =
    useCalls(filter, { isPaused: true }).data?.pages.flatMap(({ items }) => items.map(({ id }) => id)) ?? []
  return neighborsOf(ids, callId)
}
