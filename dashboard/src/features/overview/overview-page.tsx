import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { PERIODS } from './period.ts'

const words = texts.overview

/** The charts load with the page, not with the frame. */
const OverviewContent = lazy(async () => ({
  default: (await import('./overview-content.tsx')).OverviewContent,
}))

/** What needs attention, and how the workspace is doing. */
export function OverviewPage() {
  const { period = 'day' } = useSearch({ from: '/signed-in/' })
  const navigate = useNavigate({ from: '/' })
  return (
    <Page
      title={words.title}
      actions={
        <>
          <Segmented
            label={words.period}
            value={period}
            options={PERIODS.map((one) => [one, words.periods[one]] as const)}
            onChange={(chosen) =>
              void navigate({ search: chosen === 'day' ? {} : { period: chosen }, replace: true })
            }
          />
          <Link to="/connections/new" className={buttonClass()}>
            <Plus aria-hidden className="size-3.75" /> {texts.connections.add}
          </Link>
        </>
      }
    >
      <Suspense fallback={<Skeleton lines={6} />}>
        <OverviewContent period={period} />
      </Suspense>
    </Page>
  )
}
