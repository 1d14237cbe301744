import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { isSignedOut } from '../session/is-signed-out.ts'
import { useMe } from '../session/me.ts'
import { SignInForm } from './sign-in-form.tsx'

interface SignInHereProps {
  /** Why the user has to sign in. */
  readonly reason?: string
  readonly children: ReactNode
}

/** A page outside the frame that needs a session: it asks for one in its place, also when that ends while the page is open. */
export function SignInHere({ reason, children }: SignInHereProps) {
  const me = useMe()
  const queries = useQueryClient()
  if (me.isPending) return <Skeleton lines={6} />
  if (isSignedOut(me.error))
    return (
      <>
        {reason !== undefined && <p className="text-muted-foreground">{reason}</p>}
        {/* It may be another user: nothing of the one before is left. */}
        <SignInForm onDone={() => queries.resetQueries()} />
      </>
    )
  return (
    <>
      <Problem error={me.error} onRetry={() => me.refetch()} />
      {me.data && children}
    </>
  )
}
