import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { server } from '../api.ts'
import { browserInWords } from '../browser-in-words.ts'
import { useMe } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { placeInWords } from '../place-in-words.ts'
import { When } from '../parts/when.tsx'
import { texts } from '../texts.ts'

export function SessionsPage() {
  const queries = useQueryClient()
  const me = useMe().data
  const words = texts.sessions
  const sessions = useQuery({ queryKey: ['sessions'], queryFn: server.listSessions })
  const revoke = useMutation({
    mutationFn: server.revokeSession,
    // Revoking the current session signs out here: everything is asked again.
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <>
      <h1>{texts.sessions.title}</h1>
      <p>{texts.sessions.lead}</p>
      <Problem error={sessions.error ?? revoke.error} />
      <ul className="cards">
        {sessions.data?.map(({ id, token, userAgent, createdAt, lastSeenAt, ...place }) => (
          <li className="card" key={id}>
            <h2>
              {browserInWords(userAgent) ?? words.unknownBrowser}{' '}
              {id === me?.sessionId && <span className="soft">{words.current}</span>}
            </h2>
            <p>{placeInWords(place)}</p>
            <p className="soft">
              {words.signedIn} <When at={createdAt} />, {words.lastSeen} <When at={lastSeenAt ?? createdAt} />
            </p>
            <button className="quiet" disabled={revoke.isPending} onClick={() => revoke.mutate(token)}>
              {words.signOut}
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
