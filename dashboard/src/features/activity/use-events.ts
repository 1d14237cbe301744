import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import type { ListEventsQuery } from '@letterlock/sdk'
import { server } from '../../api.ts'

const PAGE_SIZE = 50

/** Events, newest first. */
export function useEvents(query: ListEventsQuery) {
  return useInfiniteQuery({
    queryKey: ['events', query],
    queryFn: ({ pageParam }) => server.listEvents({ ...query, limit: PAGE_SIZE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  })
}
