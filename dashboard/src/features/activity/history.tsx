import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LetterlockEvent, ListEventsQuery } from '@letterlock/sdk'
import { Check, Circle, TriangleAlert } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { classes } from '../../ui/classes.ts'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'
import { groupEvents } from './group-events.ts'
import { actorInWords, eventInWords, hasSucceeded } from './events-in-words.ts'

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

interface HistoryProps {
  readonly query: ListEventsQuery
  readonly empty: string
  /** Only so many lines, with a link to the rest. What happened several times in a row is one of them. */
  readonly most?: number
}

export function History({ query, empty, most }: HistoryProps) {
  const events = useEvents(query)
  const providerName = useProviderName()
  const items = events.data?.pages.flatMap((page) => page.items) ?? []
  const lines =
    most === undefined
      ? items.map((newest) => ({ newest, count: 1 }))
      : groupEvents(items, (event) => eventInWords(event, providerName))
  if (events.isPending)
    return (
      <div className="px-4 py-2">
        <Skeleton lines={5} />
      </div>
    )
  return (
    <>
      {events.error && (
        <div className="p-4">
          <Problem error={events.error} onRetry={() => events.refetch()} />
        </div>
      )}
      {events.isSuccess && items.length === 0 && <Empty title={empty} />}
      <ol className="relative px-4 py-2">
        {lines.slice(0, most).map(({ newest, count }) => (
          <EventLine key={newest.id} event={newest} named={query.connectionId === undefined} times={count} />
        ))}
      </ol>
      {most !== undefined && (lines.length > most || events.hasNextPage) && (
        <p className="border-t px-4 py-3 text-sm">
          <Link
            to="/activity"
            search={query.connectionId === undefined ? {} : { connectionId: query.connectionId }}
            className="link"
          >
            {texts.activity.all}
          </Link>
        </p>
      )}
      {most === undefined && events.hasNextPage && (
        <div className="px-4 pb-4">
          <Button look="outline" busy={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {texts.activity.more}
          </Button>
        </div>
      )}
    </>
  )
}

const DOTS = {
  good: [Check, 'bg-ok-soft text-ok'],
  bad: [TriangleAlert, 'bg-lost-soft text-lost'],
  other: [Circle, 'bg-muted text-muted-foreground'],
} as const

interface EventLineProps {
  readonly event: LetterlockEvent
  /** Whether it says which connection it is about. */
  readonly named: boolean
  /** How often it happened, one after the other; the event is the newest. */
  readonly times?: number
}

export function EventLine({ event, named, times = 1 }: EventLineProps) {
  const { timestamp, connection } = event
  const providerName = useProviderName()
  const succeeded = hasSucceeded(event)
  const [Icon, look] = DOTS[succeeded === null ? 'other' : succeeded ? 'good' : 'bad']
  return (
    <li className="relative grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2.5 py-1.75 text-sm leading-5 not-last:before:absolute not-last:before:top-7.5 not-last:before:-bottom-1.5 not-last:before:left-2.25 not-last:before:w-px not-last:before:bg-border-strong tablet:grid-cols-[1.25rem_minmax(0,1fr)_auto]">
      <span className={classes('grid size-5 place-items-center rounded-full', look)}>
        <Icon aria-hidden className="size-3" strokeWidth={2.25} />
      </span>
      <span className="min-w-0 wrap-anywhere">
        {eventInWords(event, providerName)}
        {times > 1 && texts.plot.times(times)}
        {named && connection !== null && connection.accountName !== null && (
          <>
            {' · '}
            <Link to="/connections/$connectionId" params={{ connectionId: connection.id }} className="link">
              {connection.accountName}
            </Link>
          </>
        )}
      </span>
      <span className="col-start-2 text-xs text-muted-foreground tablet:col-start-3 tablet:text-right tablet:text-sm tablet:leading-5">
        {actorInWords(event)}, <When at={timestamp} />
      </span>
    </li>
  )
}
