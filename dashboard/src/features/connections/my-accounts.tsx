import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { EventLine } from '../activity/history.tsx'
import { useEvents } from '../activity/use-events.ts'
import { MyAlerts } from '../settings/alerts.tsx'
import { AccountCard } from './account-card.tsx'
import { useAsk } from './use-ask.tsx'
import { useConnections } from './use-connections.ts'

const words = texts.connections
const MAX_EVENTS = 5

/** The accounts that a member has connected, one under the other, and what happened to them. */
export function MyAccounts() {
  const list = useConnections({})
  const accounts = list.data?.pages.flatMap(({ items }) => items) ?? []
  const { ask, dialog } = useAsk()
  const add = (
    <Link
      to="/connections/new"
      className={buttonClass({ look: accounts.length > 0 ? 'outline' : 'primary' })}
    >
      <Plus aria-hidden className="size-3.75" /> {words.add}
    </Link>
  )
  const isEmpty = list.isSuccess && accounts.length === 0
  return (
    <div className="mx-auto w-full max-w-[46rem]">
      <Page title={texts.nav.myAccounts} actions={isEmpty ? undefined : add}>
        <Problem error={list.error} onRetry={() => list.refetch()} />
        {list.isPending && <Skeleton lines={6} />}
        {isEmpty && (
          <div className="rounded-lg border bg-card">
            <Empty title={words.empty} actions={add}>
              {words.emptyNext}
            </Empty>
          </div>
        )}
        {accounts.map((connection) => (
          <AccountCard key={connection.id} connection={connection} onAsk={ask} />
        ))}
        {list.hasNextPage && (
          <Button
            look="outline"
            className="self-start"
            busy={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {words.more}
          </Button>
        )}
        {accounts.length > 0 && (
          <>
            <MyAlerts />
            <RecentActivity />
          </>
        )}
        {dialog}
      </Page>
    </div>
  )
}

function RecentActivity() {
  const events = useEvents({})
  const items = events.data?.pages[0]?.items.slice(0, MAX_EVENTS) ?? []
  if (items.length === 0) return null
  return (
    <Card
      title={texts.myAccounts.recent}
      actions={
        <Link to="/activity" className="link text-sm">
          {texts.myAccounts.all}
        </Link>
      }
      flush
    >
      <ol className="px-4 py-2">
        {items.map((event) => (
          <EventLine key={event.id} event={event} named />
        ))}
      </ol>
    </Card>
  )
}
