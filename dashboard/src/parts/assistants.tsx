import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Assistant } from '@letterlock/sdk'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'
import { KeyCard } from './key-card.tsx'
import { Problem } from './problem.tsx'
import { When } from './when.tsx'

/** The assistants that the person has let in, each sent away at once. */
export function Assistants() {
  const assistants = useQuery({ queryKey: ['assistants'], queryFn: server.listAssistants })
  const words = texts.assistants
  return (
    <>
      <h2>{words.those}</h2>
      <Problem error={assistants.error} />
      {assistants.data?.items.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="cards">
        {assistants.data?.items.map((assistant) => (
          <AssistantCard key={assistant.id} assistant={assistant} />
        ))}
      </ul>
      <p>
        <Link to="/assistants">{words.link}</Link>
      </p>
    </>
  )
}

function AssistantCard({ assistant }: { readonly assistant: Assistant }) {
  const queries = useQueryClient()
  const words = texts.assistants
  const { id, name, host, scopes, connections, createdAt, lastUsedAt } = assistant
  const remove = useMutation({
    mutationFn: () => server.removeAssistant(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['assistants'] }),
  })
  return (
    <li className="card">
      <h2>
        {name} <span className="soft">{words.runsAt(host)}</span>
      </h2>
      <p>{scopes.map((scope) => texts.consent.scopes[scope] ?? scope).join(', ')}</p>
      <p className="soft">
        {connections === null ? words.allAccounts : words.someAccounts(connections.length)}, {words.since}{' '}
        <When at={createdAt} />, {lastUsedAt ? words.used : words.neverUsed}{' '}
        {lastUsedAt && <When at={lastUsedAt} />}
      </p>
      <Confirm
        label={
          <>
            {words.remove}
            <span className="hidden"> {name}</span>
          </>
        }
        title={words.removeTitle(name)}
        text={words.removeText}
        yes={words.remove}
        no={words.keep}
        busy={remove.isPending}
        error={remove.error}
        onYes={() => remove.mutateAsync()}
      />
    </li>
  )
}

/** The keys of those that cannot sign in, where they are still good. */
export function AssistantKeys() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: server.listKeys })
  const words = texts.assistants
  const live = keys.data?.items.filter(
    ({ scopes, revokedAt }) => revokedAt === null && scopes.length === 1 && scopes[0] === 'marketing.read',
  )
  if (live?.length === 0) return null
  return (
    <>
      <h2>{words.withKeys}</h2>
      <Problem error={keys.error} />
      <ul className="cards">
        {live?.map((key) => (
          <KeyCard key={key.id} secretKey={key} />
        ))}
      </ul>
    </>
  )
}
