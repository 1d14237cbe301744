import { MAX_PAGE_SIZE } from '@letterlock/server/limits.ts'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ConsentDecision, ConsentRequest, Me } from '@letterlock/sdk'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Fieldset } from '../../ui/fieldset.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Problem } from '../../ui/problem.tsx'
import { PublicPage } from '../../ui/public-page.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { READ_SCOPES } from '../assistants/read-scopes.ts'
import { leaveFor } from '../connect/leave-for.ts'
import { useProviderName } from '../providers/providers.ts'
import { useMe } from '../session/me.ts'
import { SignInHere } from '../sign-in/sign-in-here.tsx'

const SCOPE_NAMES: Readonly<Record<string, string>> = texts.consent.scopeNames

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
    <PublicPage title={consentRequest.data ? words.title(consentRequest.data.client.name) : words.plainTitle}>
      <SignInHere reason={words.signIn}>
        {consentRequest.isLoading && <Skeleton />}
        <Problem error={consentRequest.error} />
        {me.data && consentRequest.data && (
          <Consent request={request} consentRequest={consentRequest.data} me={me.data} />
        )}
      </SignInHere>
    </PublicPage>
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
  const decide = useMutation({
    mutationFn: (decision: ConsentDecision) => server.decideConsentRequest(request, decision),
    onSuccess: ({ continueUrl }) => leaveFor(continueUrl),
  })
  const busy = decide.isPending
  const authorizing = busy && decide.variables.authorize
  return (
    <form
      className="flex flex-col gap-4"
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
      <p className="text-muted-foreground">
        {words.request(client.name, me.workspace.name, me.name)} {words.redirect(client.redirectHost)}
      </p>
      <Notice kind={client.isVerified ? 'ok' : 'warn'}>
        {client.isVerified ? words.verified(client.redirectHost) : words.unverified}
        {client.isLocal && ` ${words.local}`}
      </Notice>
      <Fieldset legend={words.scopes}>
        <p className="flex min-h-11 items-start gap-2.5 py-2.5 tablet:min-h-9 tablet:py-2">
          <Check aria-hidden className="mt-0.5 size-4.5 flex-none text-ok" /> {words.read}
        </p>
        {offered
          .filter((scope) => !READ_SCOPES.includes(scope))
          .map((scope) => (
            <Choice key={scope} name={scope} defaultChecked={requestedScopes.includes(scope)}>
              {SCOPE_NAMES[scope] ?? scope}
            </Choice>
          ))}
      </Fieldset>
      <ChooseConnections selected={selected} onSelect={setSelected} />
      <Problem error={decide.error} />
      <div className="flex flex-col gap-2.5">
        <Button type="submit" size="large" busy={authorizing} disabled={busy}>
          {words.authorize}
        </Button>
        <Button
          look="outline"
          size="large"
          disabled={busy}
          onClick={() => decide.mutate({ authorize: false })}
        >
          {texts.cancel}
        </Button>
      </div>
      <p className="text-sm text-muted-foreground">{words.revocable}</p>
    </form>
  )
}

interface ChooseConnectionsProps {
  readonly selected: boolean
  readonly onSelect: (selected: boolean) => void
}

/** All connections, or only some. */
function ChooseConnections({ selected, onSelect }: ChooseConnectionsProps) {
  const words = texts.consent
  const providerName = useProviderName()
  const connections = useQuery({
    queryKey: ['connections', 'all'],
    queryFn: () => server.listConnections({ limit: MAX_PAGE_SIZE }),
  })
  return (
    <Fieldset legend={words.connections}>
      <Choice type="radio" name="which" checked={!selected} onChange={() => onSelect(false)}>
        {words.all}
      </Choice>
      <Choice type="radio" name="which" checked={selected} onChange={() => onSelect(true)}>
        {words.some}
      </Choice>
      {selected && (
        <div className="max-h-72 overflow-auto pl-7">
          {connections.data?.items.map(({ id, account, provider }) => (
            <Choice key={id} name="connection" value={id} hint={providerName(provider)}>
              {account.name}
            </Choice>
          ))}
        </div>
      )}
      <Problem error={connections.error} />
    </Fieldset>
  )
}
