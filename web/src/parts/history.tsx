import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { hub } from '../hub.ts'
import { eventInWords, reasonInWords, texts } from '../texts.ts'
import { Problem } from './problem.tsx'
import { When } from './when.tsx'

/** What happened, newest first; of one connection or of all. */
export function History({ connection }: { readonly connection?: string }) {
  const events = useQuery({
    queryKey: ['events', connection ?? 'all'],
    queryFn: () => hub.listEvents({ ...(connection && { connection }), limit: 50 }),
  })
  if (events.error) return <Problem error={events.error} />
  if (events.isPending) return <p className="soft">{texts.loading}</p>
  if (events.data.items.length === 0) return <p className="soft">{texts.activity.empty}</p>
  return (
    <ol className="history">
      {events.data.items.map(({ id, type, at, data, connection: of }) => {
        const reason = reasonInWords(data['reason'])
        return (
          <li key={id}>
            <span>
              {eventInWords(type)}
              {reason && `: ${reason}`}
              {connection === undefined && of !== null && (
                <>
                  {' · '}
                  <Link to="/connections/$id" params={{ id: of }}>
                    {texts.activity.which}
                  </Link>
                </>
              )}
            </span>
            <span className="soft">
              <When at={at} />
            </span>
          </li>
        )
      })}
    </ol>
  )
}
