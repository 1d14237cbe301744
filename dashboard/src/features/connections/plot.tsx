import type { Connection } from '@letterlock/sdk'
import { exactly } from '../../ui/time.ts'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { hasSucceeded } from '../activity/events-in-words.ts'
import { useEvents } from '../activity/use-events.ts'

const MAX_MARKS = 60
const [STEP, TALL, SMALL] = [10, 34, 13]

/** The last checks and refreshes as a row of bars: tall when one succeeded, short and red when it failed. */
export function Plot({ connection }: { readonly connection: Connection }) {
  const events = useEvents({ connectionId: connection.id, type: 'connection' })
  const marks = (events.data?.pages[0]?.items ?? [])
    .flatMap((event) => {
      const good = hasSucceeded(event)
      return good === null ? [] : [{ id: event.id, at: event.timestamp, good }]
    })
    .slice(0, MAX_MARKS)
    .toReversed()
  const words = texts.plot
  if (!events.data) return null
  if (marks.length === 0) return <None connection={connection} />
  const good = marks.filter((mark) => mark.good).length
  const summary = words.summary(good, marks.length - good)
  return (
    <figure>
      <figcaption className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <b className="font-semibold">{words.title}</b>
        <span className="text-muted-foreground">{summary}</span>
      </figcaption>
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${Math.max(marks.length, 40) * STEP} ${TALL}`}
        className="block h-8.5 w-full"
        preserveAspectRatio="none"
      >
        {marks.map(({ id, at, good: succeeded }, index) => {
          const height = succeeded ? TALL : SMALL
          return (
            <rect
              key={id}
              className={succeeded ? 'fill-ok-solid' : 'fill-lost-solid'}
              x={index * STEP}
              y={TALL - height}
              width={STEP - 3}
              height={height}
              rx={1.5}
            >
              <title>{`${exactly(at)}: ${succeeded ? words.succeeded : words.failed}`}</title>
            </rect>
          )
        })}
      </svg>
    </figure>
  )
}

/** Checks without a change are not events; the connection has the time of the last one. */
function None({ connection: { lastCheckedAt } }: { readonly connection: Connection }) {
  const { facts, plot } = texts
  return (
    <p className="text-sm text-muted-foreground">
      {lastCheckedAt === null ? (
        plot.none
      ) : (
        <>
          {facts.checked}: <When at={lastCheckedAt} />
        </>
      )}
    </p>
  )
}
