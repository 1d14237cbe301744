import { Link } from '@tanstack/react-router'
import type { LetterlockEvent, ListEventsQuery } from '@letterlock/sdk'
import { Empty } from '../../ui/empty.tsx'
import { PagedList } from '../../ui/paged-list.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'
import { EventDot } from './event-dot.tsx'
import { groupEvents } from './group-events.ts'
import { actorInWords, eventInWords } from './events-in-words.ts'
import { useEvents } from './use-events.ts'

interface HistoryProps {
  readonly query: ListEventsQuery
  readonly empty: string
  /** The maximum number of lines, before a link to the rest. Repeated events are one line. */
  readonly most: number
}

export function History({ query, empty, most }: HistoryProps) {
  const events = useEvents(query)
  const providerName = useProviderName()
  const items = events.data?.pages.flatMap((page) => page.items) ?? []
  const lines = groupEvents(items, (event) => eventInWords(event, providerName))
  return (
    <PagedList
      pages={events}
      isEmpty={items.length === 0}
      empty={<Empty title={empty} />}
      hasRest={lines.length > most || events.hasNextPage}
      rest={
        <Link
          to="/activity"
          search={query.connectionId === undefined ? {} : { connectionId: query.connectionId }}
          className="link"
        >
          {texts.activity.all}
        </Link>
      }
    >
      <ol className="relative px-4 py-2">
        {lines.slice(0, most).map(({ newest, count }) => (
          <EventLine key={newest.id} event={newest} named={query.connectionId === undefined} times={count} />
        ))}
      </ol>
    </PagedList>
  )
}

interface EventLineProps {
  readonly event: LetterlockEvent
  /** Whether lines name the connection. */
  readonly named: boolean
  /** The number of consecutive events, of which this is the newest. */
  readonly times?: number
}

export function EventLine({ event, named, times = 1 }: EventLineProps) {
  const { timestamp, connection } = event
  const providerName = useProviderName()
  return (
    <li className="relative grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2.5 py-1.75 text-sm leading-5 not-last:before:absolute not-last:before:top-7.5 not-last:before:-bottom-1.5 not-last:before:left-2.25 not-last:before:w-px not-last:before:bg-border-strong tablet:grid-cols-[1.25rem_minmax(0,1fr)_auto]">
      <EventDot event={event} />
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
