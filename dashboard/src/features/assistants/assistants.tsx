import { useQuery } from '@tanstack/react-query'
import type { Assistant, Scope } from '@letterlock/sdk'
import { Bot } from 'lucide-react'
import { server } from '../../api.ts'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Revoke } from '../../ui/revoke.tsx'
import { Row, Rows } from '../../ui/row.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { SecretKeyRow } from '../secret-keys/secret-key-row.tsx'
import { READ_SCOPES } from './read-scopes.ts'

const words = texts.assistants

/** The assistants that the user has authorized. */
export function Assistants() {
  const assistants = useQuery({ queryKey: ['assistants'], queryFn: server.listAssistants })
  const items = assistants.data?.items ?? []
  return (
    <>
      <Problem error={assistants.error} onRetry={() => assistants.refetch()} />
      {assistants.isSuccess && (
        <Card title={words.authorizedTitle} flush>
          {items.length === 0 && <Empty title={words.none}>{words.connectLead}</Empty>}
          <Rows>
            {items.map((assistant) => (
              <AssistantRow key={assistant.id} assistant={assistant} />
            ))}
          </Rows>
        </Card>
      )}
    </>
  )
}

function AssistantRow({ assistant }: { readonly assistant: Assistant }) {
  const { id, name, redirectHost, scopes, connectionIds, authorizedAt, lastUsedAt } = assistant
  return (
    <Row
      actions={
        <Revoke
          name={name}
          words={words}
          revoke={() => server.revokeAssistant(id)}
          queryKey={['assistants']}
        />
      }
    >
      <div className="flex gap-3">
        <Bot aria-hidden className="mt-0.5 size-4.5 flex-none text-muted-foreground" />
        <div className="min-w-0">
          <h3>
            {name} <span className="font-normal text-muted-foreground">{words.at(redirectHost)}</span>
          </h3>
          <p className="text-sm">{namesOf(scopes).join('\u00A0· ')}</p>
          <p className="text-sm text-muted-foreground">
            {connectionIds === null ? words.allConnections : words.someConnections(connectionIds.length)} ·{' '}
            {words.authorized} <When at={authorizedAt} />, {lastUsedAt ? words.lastUsed : words.neverUsed}{' '}
            {lastUsedAt && <When at={lastUsedAt} />}
          </p>
        </div>
      </div>
    </Row>
  )
}

/** All read scopes are one line. */
function namesOf(scopes: readonly Scope[]): string[] {
  const { read } = texts.consent
  const scopeNames: Readonly<Record<string, string>> = texts.consent.scopeNames
  const others = scopes.filter((scope) => !READ_SCOPES.includes(scope))
  return [
    ...(others.length < scopes.length ? [read] : []),
    ...others.map((scope) => scopeNames[scope] ?? scope),
  ]
}

/** The active secret keys of assistants that cannot sign in. */
export function AssistantKeys() {
  const keys = useQuery({ queryKey: ['keys'], queryFn: server.listSecretKeys })
  const active = keys.data?.items.filter(
    ({ scopes, revokedAt }) => revokedAt === null && scopes.every((scope) => READ_SCOPES.includes(scope)),
  )
  if (active?.length === 0) return null
  return (
    <Card title={words.keys} flush>
      <Problem error={keys.error} />
      <Rows>
        {active?.map((key) => (
          <SecretKeyRow key={key.id} secretKey={key} />
        ))}
      </Rows>
    </Card>
  )
}
