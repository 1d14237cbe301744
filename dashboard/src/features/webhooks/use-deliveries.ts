import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { server } from '../../api.ts'
import type { DeliveryFilter } from './delivery-search.ts'

const PAGE = 25
/** A delivery is not an event itself, so this is polled. */
const LIVE_MS = 3000

/** The deliveries of an endpoint, newest first. While older ones are read, new ones do not move them. */
export function useDeliveries(endpointId: string, filter: DeliveryFilter) {
  return useInfiniteQuery({
    queryKey: ['webhooks', endpointId, 'deliveries', filter],
    queryFn: ({ pageParam }) =>
      server.listWebhookDeliveries(endpointId, { ...filter, limit: PAGE, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : LIVE_MS),
  })
}
