import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { classes } from '../../ui/classes.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { withChanges } from '../../ui/with-changes.ts'
import { texts } from '../../words/index.ts'
import { CallFilters } from './call-filters.tsx'
import { CallList } from './call-list.tsx'
import { CallPanel } from './call-panel.tsx'
import type { CallSearch } from './call-search.ts'
import { HourlyCalls } from './hourly-calls.tsx'

const words = texts.calls

/** The log of calls of the workspace. */
export function CallsPage() {
  const { callId, ...filter } = useSearch({ from: '/signed-in/calls' })
  const navigate = useNavigate({ from: '/calls' })
  const change = (changes: Partial<Record<keyof CallSearch, string>>): void => {
    void navigate({ search: withChanges(filter, changes), replace: true })
  }
  const [isLive, setLive] = useState(true)
  const filtered = Object.keys(filter).length > 0
  const isOpen = callId !== undefined
  // Below the width for both, the open call takes the place of the list.
  const besideCall = classes('flex min-w-0 flex-col gap-4 tablet:gap-5', isOpen && 'max-wide:hidden')
  return (
    <Page
      title={words.title}
      actions={
        <>
          <span
            className={classes(
              'flex items-center gap-2 text-sm font-medium text-ok',
              (!isLive || isOpen) && 'max-wide:hidden',
              !isLive && 'invisible',
            )}
          >
            <span aria-hidden className="size-2 rounded-full bg-ok-solid" /> {words.live}
          </span>
          <Button
            look="outline"
            icon={isLive ? Pause : Play}
            className={isOpen ? 'max-wide:hidden' : ''}
            onClick={() => setLive(!isLive)}
          >
            {isLive ? words.pause : words.resume}
          </Button>
        </>
      }
    >
      <div className={besideCall}>
        <CallFilters filter={filter} onChange={change} />
        <HourlyCalls connectionId={filter.connectionId} isLive={isLive} onHour={change} />
      </div>
      <div className={classes('grid items-start gap-4', isOpen && 'wide:grid-cols-[minmax(0,1fr)_25rem]')}>
        <div className={besideCall}>
          <Card flush>
            <CallList
              filter={filter}
              columns={isOpen ? 'few' : 'all'}
              openId={callId}
              isLive={isLive}
              isPaused={!isLive}
              empty={<NoCalls filtered={filtered} />}
            />
          </Card>
        </div>
        {isOpen && (
          <CallPanel
            callId={callId}
            filter={filter}
            onOpen={(id) =>
              void navigate({ search: { ...filter, callId: id }, replace: true, resetScroll: false })
            }
            onClose={() => void navigate({ search: filter, resetScroll: false })}
          />
        )}
      </div>
    </Page>
  )
}

/** The way to the first call, or back to all of them. */
function NoCalls({ filtered }: { readonly filtered: boolean }) {
  const [to, name] = filtered
    ? (['/calls', texts.connections.clear] as const)
    : (['/secret-keys', texts.secretKeys.create] as const)
  return (
    <Empty
      title={filtered ? words.noneMatch : words.none}
      actions={
        <Link to={to} className={buttonClass({ look: 'outline' })}>
          {name}
        </Link>
      }
    >
      {filtered ? undefined : words.noneText}
    </Empty>
  )
}
