import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LetterlockEvent, ListEventsQuery } from '@letterlock/sdk'
import { actorInWords, eventInWords } from '../events-in-words.ts'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { useProviderName } from './providers.ts'
import { Problem } from './problem.tsx'
import { When } from './when.tsx'

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

export function History({ query, empty }: { readonly query: ListEventsQuery; readonly empty: string }) {
  const events = useEvents(query)
  if (events.isPending) return <p className="soft">{texts.loading}</p>
  const items = events.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <Problem error={events.error} />
      {events.isSuccess && items.length === 0 && <p className="soft">{empty}</p>}
      <ol className="history">
        {items.map((event) => (
          <Line key={event.id} event={event} named={query.connectionId === undefined} />
        ))}
      </ol>
      {events.hasNextPage && (
        <button
          className="quiet"
          disabled={events.isFetchingNextPage}
          onClick={() => void events.fetchNextPage()}
        >
          {events.isFetchingNextPage ? texts.loading : texts.activity.more}
        </button>
      )}
    </>
  )
}

function Line({ event, named }: { readonly event: LetterlockEvent; readonly named: boolean }) {
  const { timestamp, connection } = event
  const providerName = useProviderName()
  return (
    <li>
      <span>
        {eventInWords(event, providerName)}
        {named && connection !== null && connection.accountName !== null && (
          <>
            {' · '}
            <Link to="/connections/$connectionId" params={{ connectionId: connection.id }}>
              {connection.accountName}
            </Link>
          </>
        )}
      </span>
      <span className="soft">
        {actorInWords(event)}, <When at={timestamp} />
      </span>
    </li>
  )
}
