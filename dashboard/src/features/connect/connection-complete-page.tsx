import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { LetterlockApiError } from '@letterlock/sdk'
import { useEffect, useState } from 'react'
import { server } from '../../api.ts'
import { Button, buttonClass } from '../../ui/button.tsx'
import { errorInWords } from '../../ui/error-in-words.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { useProviderName } from '../providers/providers.ts'
import { startedFor } from './started-for.ts'

interface ReturnQuery {
  readonly connectSessionId: string
  readonly confirmationToken: string
  readonly error: string
}

const words = texts.connectionComplete
const ERRORS: Readonly<Record<string, (provider: string) => string>> = words.errors

/** The return URL's query, removed from the URL so that going back or reloading does not use it twice. */
function takeQuery(): ReturnQuery {
  const parameters = new URLSearchParams(location.search)
  history.replaceState(null, '', location.pathname)
  const get = (name: string): string => parameters.get(name) ?? ''
  return {
    connectSessionId: get('connectSessionId'),
    confirmationToken: get('confirmationToken'),
    error: get('error'),
  }
}

/**
 * After the provider's redirect: confirms the connect session for the end user for whom this tab started it, or else for the signed-in
 * user.
 */
export function ConnectionCompletePage() {
  const [query] = useState(takeQuery)
  const navigate = useNavigate()
  const provider = useSessionProvider(query)
  const confirm = useMutation({
    async mutationFn(input: { confirmationToken: string; acceptAccountId?: string }) {
      const endUserId = startedFor(query.connectSessionId) ?? (await server.getMe()).id
      return server.confirmConnectSession(query.connectSessionId, { endUserId, ...input })
    },
    onSuccess: ({ id }) =>
      navigate({ to: '/connections/$connectionId', params: { connectionId: id }, replace: true }),
  })
  const { mutate } = confirm
  useEffect(() => {
    if (query.confirmationToken !== '') mutate({ confirmationToken: query.confirmationToken })
  }, [query, mutate])
  const delay = secondsToWait(confirm.error)
  useEffect(() => {
    if (delay === null) return undefined
    const timer = setTimeout(() => mutate({ confirmationToken: query.confirmationToken }), delay * 1000)
    return () => clearTimeout(timer)
    // `confirm.error` is a dependency, so that a second failure with the same delay waits again.
  }, [query, delay, confirm.error, mutate])

  const { error } = query
  if (confirm.error instanceof LetterlockApiError && confirm.error.code === 'account_mismatch')
    return <AccountMismatch error={confirm.error} confirm={mutate} />
  if (delay !== null)
    return (
      <Page title={words.busy}>
        <Notice role="status">
          <p>{errorInWords(confirm.error).happened}</p>
          <p className="text-muted-foreground">{words.retrying(delay)}</p>
        </Notice>
      </Page>
    )
  if (query.confirmationToken !== '' && !confirm.error)
    return (
      <Page title={words.busy}>
        <Skeleton />
      </Page>
    )
  return (
    <Page title={words.failedTitle}>
      <Problem error={confirm.error} />
      {error !== '' && (
        <Notice kind="lost" role="alert">
          {ERRORS[error]?.(provider) ?? words.otherError(provider, error)}
        </Notice>
      )}
      <Link to="/connections/new" className={`${buttonClass()} self-start`}>
        {words.again}
      </Link>
    </Page>
  )
}

/** The name of the provider that the connect session was for. */
function useSessionProvider({ connectSessionId, error }: ReturnQuery): string {
  const nameOf = useProviderName()
  const { data } = useQuery({
    queryKey: ['connect-session', connectSessionId],
    queryFn: () => server.getConnectSession(connectSessionId),
    enabled: error !== '' && connectSessionId !== '',
  })
  const [id, ...others] = data?.providers ?? []
  return id !== undefined && others.length === 0 ? nameOf(id) : words.theProvider
}

/** The provider cannot return the account yet. The confirmation token stays valid for another attempt. */
function secondsToWait(error: unknown): number | null {
  if (!(error instanceof LetterlockApiError) || error.code !== 'account_lookup_delayed') return null
  return error.problem.retryAfterSeconds ?? null
}

interface AccountMismatchProps {
  readonly error: LetterlockApiError
  readonly confirm: (input: { confirmationToken: string; acceptAccountId: string }) => void
}

function AccountMismatch({ error, confirm }: AccountMismatchProps) {
  const { confirmationToken, accountId, accountName, currentAccountName } =
    error.problem as unknown as Record<string, string>
  const name = accountName ?? ''
  return (
    <Page title={words.acceptTitle(name)} lead={words.different(name, currentAccountName ?? '')}>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() =>
            confirm({ confirmationToken: confirmationToken ?? '', acceptAccountId: accountId ?? '' })
          }
        >
          {words.accept(name)}
        </Button>
        <Link to="/connections" className={buttonClass({ look: 'outline' })}>
          {texts.cancel}
        </Link>
      </div>
    </Page>
  )
}
