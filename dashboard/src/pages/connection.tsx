import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { Connection, DeletedConnection } from '@letterlock/sdk'
import { useState } from 'react'
import { server } from '../api.ts'
import { ApiKeyForm } from '../parts/api-key-form.tsx'
import { PermissionsForm } from '../parts/permissions-form.tsx'
import { Deleted, DeleteConnection } from '../parts/delete-connection.tsx'
import { Disconnect } from '../parts/disconnect.tsx'
import { Facts } from '../parts/facts.tsx'
import { History } from '../parts/history.tsx'
import { Plot } from '../parts/plot.tsx'
import { useProviderName, useProviders } from '../parts/providers.ts'
import { useEndUserName } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { statusClass, StatusBadge } from '../parts/status-badge.tsx'
import { useConnect } from '../parts/use-connect.ts'
import { texts } from '../texts.ts'

export function ConnectionPage() {
  const { connectionId: id } = useParams({ from: '/signed-in/connections/$connectionId' })
  const [deleted, setDeleted] = useState<{ report: DeletedConnection; provider: string }>()
  const providerName = useProviderName()
  const found = useQuery({
    queryKey: ['connection', id],
    queryFn: () => server.getConnection(id),
    enabled: deleted === undefined,
  })
  const { data } = found
  return (
    <>
      <p>
        <Link to="/">← {texts.connection.back}</Link>
      </p>
      {deleted ? (
        <Deleted report={deleted.report} provider={providerName(deleted.provider)} />
      ) : (
        <>
          <Problem error={found.error} />
          {found.isPending && <p className="soft">{texts.loading}</p>}
          {data && (
            <Details
              connection={data}
              onDeleted={(report) => setDeleted({ report, provider: data.provider })}
            />
          )}
        </>
      )}
    </>
  )
}

function Details({
  connection,
  onDeleted,
}: {
  readonly connection: Connection
  readonly onDeleted: (report: DeletedConnection) => void
}) {
  const { id, account, provider, status, detail, nextStep, activeCredential, endUserId } = connection
  const endUserName = useEndUserName()(endUserId)
  const providerName = useProviderName()(provider)
  const supportsApiKeys = useProviders().data?.items.some(
    ({ id, authMethods }) => id === provider && authMethods.includes('api_key'),
  )
  const words = texts.connection
  const connect = useConnect()
  return (
    <>
      <div className="head">
        <h1>
          {account.name}{' '}
          <span className="soft">
            {providerName}
            {endUserName !== null && ` · ${texts.connections.for(endUserName)}`}
          </span>
        </h1>
        <StatusBadge connection={connection} />
      </div>
      <section className={`card ${statusClass(connection)}`}>
        <p>{detail}</p>
        {nextStep && <p className="soft">{nextStep}</p>}
        <Facts connection={connection} all />
        <Plot connection={id} />
        <div className="actions">
          {activeCredential !== null && (
            <ActionButton id={id} name={words.check} busy={words.checking} action={server.checkConnection} />
          )}
          {connection.nextRefreshAt !== null && (
            <ActionButton
              id={id}
              name={words.refresh}
              busy={words.refreshing}
              action={server.refreshConnection}
            />
          )}
          <button
            className={status === 'connected' ? 'quiet' : ''}
            disabled={connect.isPending}
            onClick={() => connect.mutate({ provider, connection: id })}
          >
            {words.reconnect}
          </button>
        </div>
        <Problem error={connect.error} />
        <div className="actions">
          <Disconnect connection={connection} provider={providerName} />
          <DeleteConnection connection={connection} onDeleted={onDeleted} />
        </div>
      </section>
      <section className="card">
        <PermissionsForm connection={connection} />
      </section>
      {supportsApiKeys && (
        <section className="card">
          <ApiKeyForm connection={connection} provider={providerName} />
        </section>
      )}
      <section className="card">
        <h2>{words.activity}</h2>
        <History query={{ connectionId: id }} empty={texts.activity.empty} />
      </section>
    </>
  )
}

/** A button that checks or refreshes the connection and shows the result. */
function ActionButton({
  id,
  name,
  busy,
  action,
}: {
  readonly id: string
  readonly name: string
  readonly busy: string
  readonly action: (id: string) => Promise<Connection>
}) {
  const queries = useQueryClient()
  const run = useMutation({
    mutationFn: () => action(id),
    onSuccess: (changed) => void queries.setQueryData(['connection', id], changed),
    // A failure is recorded with the connection too.
    onError: () => queries.invalidateQueries({ queryKey: ['connection', id] }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['events'] }),
  })
  return (
    <>
      <button className="quiet" disabled={run.isPending} onClick={() => run.mutate()}>
        {run.isPending ? busy : name}
      </button>
      <Problem error={run.error} />
    </>
  )
}
