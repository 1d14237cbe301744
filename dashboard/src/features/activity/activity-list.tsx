import { Link } from '@tanstack/react-router'
import type { LetterlockEvent, ListEventsQuery } from '@letterlock/sdk'
import type { ReactNode } from 'react'
import { PagedList } from '../../ui/paged-list.tsx'
import { exactly, hourAndMinute, nameOfDay } from '../../ui/time.ts'
import { useProviderName } from '../providers/providers.ts'
import { ChangeList } from './change-list.tsx'
import { changesOf } from './changes.ts'
import { EventDot } from './event-dot.tsx'
import { actorInWords, eventInWords } from './events-in-words.ts'
import { useEvents } from './use-events.ts'

interface ActivityListProps {
  readonly query: ListEventsQuery
  readonly empty: ReactNode
  /** Only events of this actor. */
  readonly onActor: (actorId: string) => void
}

/** All events, newest first, by day, with actor, old and new values. */
export function ActivityList({ query, empty, onActor }: ActivityListProps) {
  const events = useEvents(query)
  const items = events.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <PagedList pages={events} isEmpty={items.length === 0} empty={empty}>
      {byDay(items).map(([day, ofDay]) => (
        <section key={day} aria-label={day}>
          <h2 className="border-b bg-muted/60 px-4 py-2 text-xs leading-4 font-medium text-muted-foreground not-first:border-t [section:first-child>&]:rounded-t-lg">
            {day}
          </h2>
          <ol className="divide-y">
            {ofDay.map((event) => (
              <ActivityRow key={event.id} event={event} onActor={onActor} />
            ))}
          </ol>
        </section>
      ))}
    </PagedList>
  )
}

interface ActivityRowProps {
  readonly event: LetterlockEvent
  readonly onActor: (actorId: string) => void
}

function ActivityRow({ event, onActor }: ActivityRowProps) {
  const providerName = useProviderName()
  const { timestamp, connection, actor } = event
  const changes = changesOf(event)
  const actorId = actor.id ?? (actor.type === 'system' ? 'system' : null)
  return (
    <li
      data-testid="event"
      className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3 gap-y-0.5 px-4 py-2.5 text-sm leading-5 tablet:grid-cols-[4rem_1.25rem_minmax(0,1fr)_auto]"
    >
      <time
        dateTime={timestamp}
        title={exactly(timestamp)}
        className="text-muted-foreground tabular-nums max-tablet:hidden"
      >
        {hourAndMinute(timestamp)}
      </time>
      <EventDot event={event} />
      <div className="min-w-0 wrap-anywhere">
        {eventInWords(event, providerName, { withDetails: changes.length === 0 })}
        {connection !== null && connection.accountName !== null && (
          <>
            {' · '}
            <Link to="/connections/$connectionId" params={{ connectionId: connection.id }} className="link">
              {connection.accountName}
            </Link>
          </>
        )}
        {changes.length > 0 && <ChangeList changes={changes} />}
      </div>
      <p className="text-muted-foreground max-tablet:col-start-2 max-tablet:text-xs">
        <time dateTime={timestamp} className="tabular-nums tablet:hidden">
          {hourAndMinute(timestamp)},{' '}
        </time>
        {actorId === null ? (
          actorInWords(event)
        ) : (
          <button
            type="button"
            className="rounded-sm hover:text-foreground hover:underline"
            onClick={() => onActor(actorId)}
          >
            {actorInWords(event)}
          </button>
        )}
      </p>
    </li>
  )
}

function byDay(events: readonly LetterlockEvent[]): [day: string, LetterlockEvent[]][] {
  return [...Map.groupBy(events, ({ timestamp }) => nameOfDay(timestamp))]
}
