import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { buttonClass } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { texts } from '../../words/index.ts'
import { FirstSteps } from './first-steps.tsx'
import { NeedsAttention } from './needs-attention.tsx'

/** What needs attention, and how the workspace is doing. */
export function OverviewPage() {
  return (
    <Page
      title={texts.overview.title}
      actions={
        <Link to="/connections/new" className={buttonClass()}>
          <Plus aria-hidden className="size-3.75" /> {texts.connections.add}
        </Link>
      }
    >
      <FirstSteps />
      <NeedsAttention />
    </Page>
  )
}
