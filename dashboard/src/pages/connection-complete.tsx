import { useMutation } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { LetterlockError } from '@letterlock/sdk'
import { useEffect, useState } from 'react'
import { server } from '../api.ts'
import { Problem } from '../parts/problem.tsx'
import { texts } from '../texts.ts'

interface Brought {
  readonly session: string
  readonly confirmationToken: string
  readonly error: string
}

/** What the connect page sent along; taken out of the address, so that going back or reloading does not use it twice. */
function takeParameters(): Brought {
  const parameters = new URLSearchParams(location.search)
  history.replaceState(null, '', location.pathname)
  const get = (name: string): string => parameters.get(name) ?? ''
  return {
    session: get('connectSessionId'),
    confirmationToken: get('confirmationToken'),
    error: get('error'),
  }
}

/** The browser is back from the platform: only now, with its own person signed in, is the connection made. */
export function ConnectionCompletePage() {
  const [brought] = useState(takeParameters)
  const navigate = useNavigate()
  const words = texts.connected
  const confirm = useMutation({
    async mutationFn(answer: { confirmationToken: string; acceptAccountId?: string }) {
      const { id: owner } = await server.me()
      return server.confirmConnection(brought.session, { owner, ...answer })
    },
    onSuccess: ({ id }) =>
      navigate({ to: '/connections/$connectionId', params: { connectionId: id }, replace: true }),
  })
  const { mutate } = confirm
  useEffect(() => {
    if (brought.confirmationToken !== '') mutate({ confirmationToken: brought.confirmationToken })
  }, [brought, mutate])
  const delay = secondsToWait(confirm.error)
  useEffect(() => {
    if (delay === null) return undefined
    const timer = setTimeout(() => mutate({ confirmationToken: brought.confirmationToken }), delay * 1000)
    return () => clearTimeout(timer)
    // Each failure waits anew, also one that asks for as long as the last.
  }, [brought, delay, confirm.error, mutate])

  const { error } = brought
  const asked = confirm.error instanceof LetterlockError && confirm.error.code === 'account_mismatch'
  if (asked) return <Different problem={confirm.error as LetterlockError} answer={mutate} />
  if (delay !== null)
    return (
      <div role="status">
        <p>{(confirm.error as LetterlockError).message}</p>
        <p className="soft">{words.waiting(delay)}</p>
      </div>
    )
  if (brought.confirmationToken !== '' && !confirm.error)
    return <p className="soft">{texts.connected.busy}</p>
  return (
    <>
      <h1>{texts.connected.failedTitle}</h1>
      <Problem error={confirm.error} />
      {error !== '' && <p>{words.refusals[error] ?? words.refused(error)}</p>}
      <Link to="/connections/new" className="button">
        {texts.connected.again}
      </Link>
    </>
  )
}

/** The platform has signed the person in and cannot say yet who that is: the same ticket is good for another try. */
function secondsToWait(error: unknown): number | null {
  if (!(error instanceof LetterlockError) || error.code !== 'account_lookup_delayed') return null
  return Number((error.problem as unknown as Record<string, unknown>)['retryAfterSeconds'])
}

function Different({
  problem,
  answer,
}: {
  readonly problem: LetterlockError
  readonly answer: (answer: { confirmationToken: string; acceptAccountId: string }) => void
}) {
  const { confirmationToken, account, accountName, currentAccountName } =
    problem.problem as unknown as Record<string, string>
  const name = accountName ?? ''
  return (
    <>
      <h1>{texts.connected.accept(name)}?</h1>
      <p>{texts.connected.different(name, currentAccountName ?? '')}</p>
      <div className="actions">
        <button
          onClick={() =>
            answer({ confirmationToken: confirmationToken ?? '', acceptAccountId: account ?? '' })
          }
        >
          {texts.connected.accept(name)}
        </button>
        <Link to="/" className="button quiet">
          {texts.connection.confirmNo}
        </Link>
      </div>
    </>
  )
}
