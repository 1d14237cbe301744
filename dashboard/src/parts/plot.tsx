import { wentWell } from '../events-in-words.ts'
import { exactly } from '../time.ts'
import { texts } from '../texts.ts'
import { useEvents } from './history.tsx'

const MOST = 40
const [STEP, TALL, SMALL] = [12, 36, 18]

/** The last checks and renewals as a row of bars: tall where it went well, short and marked where it did not. */
export function Plot({ connection }: { readonly connection: string }) {
  const events = useEvents({ connection, type: 'connection' })
  const marks = (events.data?.pages[0]?.items ?? [])
    .flatMap((event) => {
      const good = wentWell(event)
      return good === null ? [] : [{ id: event.id, at: event.at, good }]
    })
    .slice(0, MOST)
    .toReversed()
  const words = texts.plot
  if (marks.length === 0) return <p className="soft">{words.none}</p>
  const good = marks.filter((mark) => mark.good).length
  const says = words.says(good, marks.length - good)
  return (
    <figure className="plot">
      <svg
        role="img"
        aria-label={says}
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
              <title>{`${exactly(at)}: ${good ? words.good : words.bad}`}</title>
            </rect>
          )
        })}
      </svg>
      <figcaption className="soft">{says}</figcaption>
    </figure>
  )
}
