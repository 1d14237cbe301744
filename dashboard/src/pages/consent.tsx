import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ConsentRequest, ConsentDecision, Me } from '@letterlock/sdk'
import { useState } from 'react'
import { server } from '../api.ts'
import { leaveFor } from '../leave-for.ts'
import { useMe } from '../parts/me.ts'
import { Problem } from '../parts/problem.tsx'
import { SignInForm } from '../parts/sign-in-form.tsx'
import { READ_SCOPES } from '../read-scopes.ts'
import { texts } from '../texts.ts'

/** An assistant requests authorization: the user sees which one it is, and chooses its scopes and connections. */
export function ConsentPage() {
  const { consentRequestId: request } = useParams({ from: '/consent/$consentRequestId' })
  const words = texts.consent
  const me = useMe()
  const consentRequest = useQuery({
    queryKey: ['consent', request],
    queryFn: () => server.getConsentRequest(request),
    retry: false,
    enabled: me.data !== undefined,
  })
  return (
    <main className="narrow">
      <p className="brand">{texts.product}</p>
      <h1>{consentRequest.data ? words.title(consentRequest.data.client.name) : words.plainTitle}</h1>
      {me.isPending && <p className="soft">{texts.loading}</p>}
      {me.error && (
        <>
          <p>{words.signIn}</p>
          <SignInForm onDone={async () => void (await me.refetch())} />
        </>
      )}
      <Problem error={consentRequest.error} />
      {me.data && consentRequest.data && (
        <Consent request={request} consentRequest={consentRequest.data} me={me.data} />
      )}
    </main>
  )
}

interface ConsentProps {
  readonly request: string
  readonly consentRequest: ConsentRequest
  readonly me: Me
}

function Consent({ request, consentRequest: { client, requestedScopes, offered }, me }: ConsentProps) {
  const words = texts.consent
  const [selected, setSelected] = useState(false)
  const connections = useQuery({
    queryKey: ['connections', 'all'],
    queryFn: () => server.listConnections({ limit: 100 }),
  })
  const decide = useMutation({
    mutationFn: (decision: ConsentDecision) => server.decideConsentRequest(request, decision),
    onSuccess: ({ continueUrl }) => leaveFor(continueUrl),
  })
  const busy = decide.isPending
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const chosen = new FormData(event.currentTarget)
        const some = chosen.getAll('connection').map(String)
        decide.mutate({
          authorize: true,
          scopes: offered.filter((scope) => READ_SCOPES.includes(scope) || chosen.has(scope)),
          connectionIds: selected ? some : null,
        })
      }}
    >
      <p>{words.request(client.name, me.workspace.name, me.name)}</p>
      <p>{words.redirect(client.redirectHost)}</p>
      <p className={client.isVerified ? 'soft' : 'notice'}>
        {client.isVerified ? words.verified(client.redirectHost) : words.unverified}
        {client.isLocal && ` ${words.local}`}
      </p>
      <fieldset>
        <legend>{words.scopes}</legend>
        <label className="choice">
          <input type="checkbox" checked disabled /> {words.read}
        </label>
        {offered
          .filter((scope) => !READ_SCOPES.includes(scope))
          .map((scope) => (
            <label key={scope} className="choice">
              <input type="checkbox" name={scope} defaultChecked={requestedScopes.includes(scope)} />{' '}
              {words.scopeNames[scope]}
            </label>
          ))}
      </fieldset>
      <fieldset>
        <legend>{words.connections}</legend>
        <label className="choice">
          <input type="radio" name="which" checked={!selected} onChange={() => setSelected(false)} />{' '}
          {words.all}
        </label>
        <label className="choice">
          <input type="radio" name="which" checked={selected} onChange={() => setSelected(true)} />{' '}
          {words.some}
        </label>
        {selected &&
          connections.data?.items.map(({ id, account, provider }) => (
            <label key={id} className="choice inner">
              <input type="checkbox" name="connection" value={id} /> {account.name}{' '}
              <span className="soft">{provider}</span>
            </label>
          ))}
      </fieldset>
      <Problem error={decide.error ?? connections.error} />
      <p className="actions">
        <button disabled={busy}>{busy ? words.busy : words.authorize}</button>
        <button
          type="button"
          className="quiet"
          disabled={busy}
          onClick={() => decide.mutate({ authorize: false })}
        >
          {texts.cancel}
        </button>
      </p>
    </form>
  )
}
