import { hasSucceeded } from '../events-in-words.ts'
import { exactly } from '../time.ts'
import { texts } from '../texts.ts'
import { useEvents } from './history.tsx'

const MAX_MARKS = 40
const [STEP, TALL, SMALL] = [12, 36, 18]

/** The last checks and refreshes as a row of bars: tall when one succeeded, short and red when it failed. */
export function Plot({ connection }: { readonly connection: string }) {
  const events = useEvents({ connectionId: connection, type: 'connection' })
  const marks = (events.data?.pages[0]?.items ?? [])
    .flatMap((event) => {
      const good = hasSucceeded(event)
      return good === null ? [] : [{ id: event.id, at: event.timestamp, good }]
    })
    .slice(0, MAX_MARKS)
    .toReversed()
  const words = texts.plot
  if (marks.length === 0) return <p className="soft">{words.none}</p>
  const good = marks.filter((mark) => mark.good).length
  const summary = words.summary(good, marks.length - good)
  return (
    <figure className="plot">
      <svg
        role="img"
        aria-label={summary}
        viewBox={`0 0 ${Math.max(marks.length, 10) * STEP} ${TALL}`}
        height={TALL}
      >
        {marks.map(({ id, at, good }, index) => {
          const height = good ? TALL : SMALL
          return (
            <rect
              key={id}
              className={good ? 'good' : 'bad'}
              x={index * STEP}
              y={TALL - height}
              width={STEP - 3}
              height={height}
              rx={2}
            >
              <title>{`${exactly(at)}: ${good ? words.succeeded : words.failed}`}</title>
            </rect>
          )
        })}
      </svg>
      <figcaption className="soft">{summary}</figcaption>
    </figure>
  )
}
