import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Assistant, Scope } from '@letterlock/sdk'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { READ_SCOPES } from '../read-scopes.ts'
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
      <p>{namesOf(scopes).join(' · ')}</p>
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

/** The scopes for reading are one line. */
function namesOf(scopes: readonly Scope[]): string[] {
  const { read, scopeNames } = texts.consent
  const others = scopes.filter((scope) => !READ_SCOPES.includes(scope))
  return [
    ...(others.length < scopes.length ? [read] : []),
    ...others.map((scope) => scopeNames[scope] ?? scope),
  ]
}

/** The active secret keys of assistants that cannot sign in. */
export function AssistantKeys() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: server.listKeys })
  const words = texts.assistants
  const active = keys.data?.items.filter(
    ({ scopes, revokedAt }) => revokedAt === null && scopes.every((scope) => READ_SCOPES.includes(scope)),
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
