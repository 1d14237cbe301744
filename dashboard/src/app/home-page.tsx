import { Navigate } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useRole } from '../features/session/me.ts'
import { Skeleton } from '../ui/skeleton.tsx'

const OverviewPage = lazy(async () => {
  const { OverviewPage: page } = await import('../features/overview/overview-page.tsx')
  return { default: page }
})

/** The overview of the workspace; for a member, their own accounts. */
export function HomePage() {
  const { isAdmin } = useRole()
  if (!isAdmin) return <Navigate to="/connections" replace />
  return (
    <Suspense fallback={<Skeleton />}>
      <OverviewPage />
    </Suspense>
  )
}
