import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Assistant } from '@letterlock/sdk'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { Confirm } from './confirm-dialog.tsx'
import { SecretKeyCard } from './secret-key-card.tsx'
import { Problem } from './problem.tsx'
import { When } from './when.tsx'

/** The assistants that the user has authorized. */
export function Assistants() {
  const assistants = useQuery({ queryKey: ['assistants'], queryFn: server.listAssistants })
  const words = texts.assistants
  return (
    <>
      <Problem error={assistants.error} />
      {assistants.data?.items.length === 0 && <p className="soft">{words.none}</p>}
      <ul className="cards">
        {assistants.data?.items.map((assistant) => (
          <AssistantCard key={assistant.id} assistant={assistant} />
        ))}
      </ul>
    </>
  )
}

function AssistantCard({ assistant }: { readonly assistant: Assistant }) {
  const queries = useQueryClient()
  const words = texts.assistants
  const { id, name, redirectHost, scopes, connectionIds, authorizedAt, lastUsedAt } = assistant
  const revoke = useMutation({
    mutationFn: () => server.removeAssistant(id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['assistants'] }),
  })
  return (
    <li className="card">
      <h2>
        {name} <span className="soft">{words.at(redirectHost)}</span>
      </h2>
      <p>{scopes.map((scope) => texts.consent.scopeNames[scope] ?? scope).join(' · ')}</p>
      <p className="soft">
        {connectionIds === null ? words.allConnections : words.someConnections(connectionIds.length)} ·{' '}
        {words.authorized} <When at={authorizedAt} />, {lastUsedAt ? words.lastUsed : words.neverUsed}{' '}
        {lastUsedAt && <When at={lastUsedAt} />}
      </p>
      <Confirm
        label={
          <>
            {words.revoke}
            <span className="hidden"> {name}</span>
          </>
        }
        title={words.revokeTitle(name)}
        text={words.revokeText}
        yes={words.revoke}
        no={texts.cancel}
        busy={revoke.isPending}
        error={revoke.error}
        onYes={() => revoke.mutateAsync()}
      />
    </li>
  )
}

/** The active secret keys of assistants that cannot sign in. */
export function AssistantKeys() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: server.listKeys })
  const words = texts.assistants
  const active = keys.data?.items.filter(
    ({ scopes, revokedAt }) => revokedAt === null && scopes.length === 1 && scopes[0] === 'marketing.read',
  )
  if (active?.length === 0) return null
  return (
    <>
      <h2>{words.keys}</h2>
      <Problem error={keys.error} />
      <ul className="cards">
        {active?.map((key) => (
          <SecretKeyCard key={key.id} secretKey={key} />
        ))}
      </ul>
    </>
  )
}
