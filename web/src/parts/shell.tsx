import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Navigate, useNavigate } from '@tanstack/react-router'
import { LetterlockError } from '@letterlock/client'
import type { ReactNode } from 'react'
import { hub } from '../hub.ts'
import { texts } from '../texts.ts'
import { Problem } from './problem.tsx'

const PAGES = [
  ['/', texts.nav.connections],
  ['/apps', texts.nav.apps],
  ['/keys', texts.nav.keys],
  ['/activity', texts.nav.activity],
  ['/devices', texts.nav.devices],
] as const

/** What is around every page of somebody who is signed in; whoever is not goes to sign in. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const me = useQuery({ queryKey: ['me'], queryFn: hub.me, retry: false })
  const queries = useQueryClient()
  const navigate = useNavigate()
  const signOut = useMutation({
    mutationFn: hub.signOut,
    async onSuccess() {
      queries.clear()
      await navigate({ to: '/sign-in' })
    },
  })
  if (me.error instanceof LetterlockError && me.error.code === 'not_signed_in')
    return <Navigate to="/sign-in" />
  if (me.error instanceof LetterlockError && me.error.code === 'key_missing')
    return <Navigate to="/sign-in" />
  return (
    <>
      <a className="skip" href="#content">
        {texts.skip}
      </a>
      <header className="top">
        <Link to="/" className="brand">
          {me.data?.workspace.name ?? texts.product}
        </Link>
        <nav>
          {PAGES.map(([to, name]) => (
            <Link key={to} to={to} activeOptions={{ exact: true }} activeProps={{ 'aria-current': 'page' }}>
              {name}
            </Link>
          ))}
        </nav>
        <div className="who">
          <span className="soft">{me.data?.name}</span>
          <button className="quiet" onClick={() => signOut.mutate()}>
            {texts.nav.signOut}
          </button>
        </div>
      </header>
      <main id="content">
        <Problem error={me.error ?? signOut.error} />
        {me.data ? children : <p className="soft">{texts.loading}</p>}
      </main>
    </>
  )
}
