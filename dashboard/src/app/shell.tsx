import { useQueryClient } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { WaitingSends } from '../features/send-requests/waiting-sends.tsx'
import { isSignedOut } from '../features/session/is-signed-out.ts'
import { useMe } from '../features/session/me.ts'
import { useOwnLocale } from '../features/session/use-own-locale.ts'
import { Problem } from '../ui/problem.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { texts } from '../words/index.ts'
import { followChanges } from './follow-changes.ts'
import { Palette } from './palette.tsx'
import { SideBar } from './side-bar.tsx'
import { TopBar } from './top-bar.tsx'

/** The frame of every page. Redirects users who are not signed in to the sign-in page. */
export function Shell() {
  const me = useMe()
  const queries = useQueryClient()
  useOwnLocale(me.data)
  const workspaceId = me.data?.workspace.id
  useEffect(() => {
    if (workspaceId === undefined) return undefined
    return followChanges(workspaceId, () => void queries.invalidateQueries())
  }, [workspaceId, queries])
  if (isSignedOut(me.error)) return <ToSignIn />
  return (
    <div className="min-h-dvh tablet:grid tablet:grid-cols-[3.75rem_minmax(0,1fr)] wide:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-4 focus:z-50 focus:rounded-md focus:bg-card focus:px-4 focus:py-2"
      >
        {texts.nav.skip}
      </a>
      <aside className="hidden border-r bg-sidebar tablet:block">
        <div className="sticky top-0 h-dvh">
          <SideBar />
        </div>
      </aside>
      <div className="min-w-0">
        <TopBar />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[80rem] px-4 pt-4 pb-12 outline-none focus-visible:shadow-none tablet:px-6 tablet:pt-6 tablet:pb-16 wide:px-8"
        >
          {/* Above a page that was read before. */}
          <div className="mb-4 empty:hidden">
            <Problem error={me.error} onRetry={() => me.refetch()} />
          </div>
          {me.isPending && <Skeleton />}
          {me.data && <WaitingSends />}
          {me.data && <Outlet />}
        </main>
      </div>
      {me.data && <Palette />}
    </div>
  )
}

/** Returns to this page after signing in. */
function ToSignIn() {
  const navigate = useNavigate()
  useEffect(() => {
    const { pathname, search } = location
    const next = pathname + search
    void navigate({ to: '/sign-in', search: next === '/' ? {} : { next }, replace: true })
  }, [navigate])
  return null
}
