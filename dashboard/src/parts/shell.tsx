import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { LetterlockApiError, type Me } from '@letterlock/sdk'
import { useEffect, type ReactNode } from 'react'
import { followChanges } from '../follow-changes.ts'
import { server } from '../api.ts'
import { texts } from '../texts.ts'
import { useMe, useRole } from './me.ts'
import { Problem } from './problem.tsx'

const PAGES = [
  ['/', texts.nav.connections, 'member'],
  ['/oauth-apps', texts.nav.oauthApps, 'admin'],
  ['/secret-keys', texts.nav.secretKeys, 'admin'],
  ['/webhooks', texts.nav.webhooks, 'admin'],
  ['/assistants', texts.nav.assistants, 'member'],
  ['/activity', texts.nav.activity, 'member'],
  ['/members', texts.nav.members, 'admin'],
  ['/settings', texts.nav.settings, 'admin'],
] as const

/** The frame of every page; users who are not signed in go to the sign-in page. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const me = useMe()
  const { isAdmin } = useRole()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const workspaceId = me.data?.workspace.id
  useEffect(() => {
    if (workspaceId === undefined) return undefined
    return followChanges(workspaceId, () => void queries.invalidateQueries())
  }, [workspaceId, queries])
  const signOut = useMutation({
    mutationFn: server.signOut,
    async onSuccess() {
      queries.clear()
      await navigate({ to: '/sign-in' })
    },
  })
  if (me.error instanceof LetterlockApiError && me.error.code === 'authentication_required')
    return <ToSignIn />
  return (
    <>
      <a className="skip" href="#content">
        {texts.nav.skip}
      </a>
      <header className="top">
        {me.data && me.data.workspaces.length > 1 ? (
          <WorkspaceChoice me={me.data} />
        ) : (
          <Link to="/" className="brand">
            {me.data?.workspace.name ?? texts.product}
          </Link>
        )}
        <nav aria-label={texts.nav.pages}>
          {PAGES.filter(([, , role]) => isAdmin || role === 'member').map(([to, name]) => (
            <Link key={to} to={to} activeOptions={{ exact: true }} activeProps={{ 'aria-current': 'page' }}>
              {name}
            </Link>
          ))}
        </nav>
        <div className="who">
          {me.data && (
            <Link to="/profile" className="soft" title={me.data.name}>
              {texts.nav.profile}
            </Link>
          )}
          <button className="quiet" onClick={() => signOut.mutate()}>
            {texts.nav.signOut}
          </button>
        </div>
      </header>
      <main id="content">
        <Problem error={me.error ?? signOut.error} />
        {me.isPending && <p className="soft">{texts.loading}</p>}
        {me.data && children}
      </main>
    </>
  )
}

/** Returns to this page after signing in. */
function ToSignIn() {
  const navigate = useNavigate()
  useEffect(() => {
    const { pathname } = location
    void navigate({ to: '/sign-in', search: pathname === '/' ? {} : { next: pathname }, replace: true })
  }, [navigate])
  return null
}

function WorkspaceChoice({ me }: { readonly me: Me }) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const choose = useMutation({
    mutationFn: server.switchWorkspace,
    async onSuccess() {
      await navigate({ to: '/' })
      await queries.resetQueries()
    },
  })
  return (
    <select
      className="brand"
      aria-label={texts.nav.workspace}
      value={me.workspace.id}
      disabled={choose.isPending}
      onChange={(event) => choose.mutate(event.target.value)}
    >
      {me.workspaces.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  )
}
