import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { server } from '../api.ts'
import { browserInWords } from '../browser-in-words.ts'
import { AssistantKeys, Assistants } from '../parts/assistants.tsx'
import { useMe, useRole } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { placeInWords } from '../place-in-words.ts'
import { When } from '../parts/when.tsx'
import { texts } from '../texts.ts'

export function SessionsPage() {
  const queries = useQueryClient()
  const me = useMe().data
  const { runs } = useRole()
  const words = texts.devices
  const devices = useQuery({ queryKey: ['devices'], queryFn: server.listSessions })
  const remove = useMutation({
    mutationFn: server.revokeSession,
    // Whoever removes the browser in hand is signed out: everything is asked anew.
    onSuccess: () => queries.invalidateQueries(),
  })
  return (
    <>
      <h1>{texts.devices.title}</h1>
      <p>{texts.devices.lead}</p>
      <Problem error={devices.error ?? remove.error} />
      <ul className="cards">
        {devices.data?.map(({ id, token, userAgent, createdAt, lastSeenAt, ...place }) => (
          <li className="card" key={id}>
            <h2>
              {browserInWords(userAgent) ?? words.unknown}{' '}
              {id === me?.device && <span className="soft">{words.thisOne}</span>}
            </h2>
            <p>{placeInWords(place)}</p>
            <p className="soft">
              {words.signedIn} <When at={createdAt} />, {words.seen} <When at={lastSeenAt ?? createdAt} />
            </p>
            <button className="quiet" disabled={remove.isPending} onClick={() => remove.mutate(token)}>
              {id === me?.device ? words.removeHere : words.remove}
            </button>
          </li>
        ))}
      </ul>
      <Assistants />
      {runs && <AssistantKeys />}
    </>
  )
}
