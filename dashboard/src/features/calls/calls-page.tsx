import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import { Button, buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { withChanges } from '../../ui/with-changes.ts'
import { texts } from '../../words/index.ts'
import { OfConnection } from '../connections/of-connection.tsx'
import { CALL_STATUSES, CALL_TYPES, type CallSearch } from './call-search.ts'
import { CallList } from './call-list.tsx'
import { CallSearchField } from './call-search-field.tsx'

const words = texts.calls

/** The log of calls of the workspace. */
export function CallsPage() {
  const filter = useSearch({ from: '/signed-in/calls' })
  const navigate = useNavigate({ from: '/calls' })
  const change = (changes: Partial<Record<keyof CallSearch, string>>): void => {
    void navigate({ search: withChanges(filter, changes), replace: true })
  }
  const [isLive, setLive] = useState(true)
  const filtered = Object.keys(filter).length > 0
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Button look="outline" icon={isLive ? Pause : Play} onClick={() => setLive(!isLive)}>
          {isLive ? words.pause : words.resume}
        </Button>
      }
    >
      <div className="flex flex-wrap items-center gap-2">
        <CallSearchField
          onRequest={(requestId) => change({ requestId })}
          onConnection={(connectionId) => change({ connectionId })}
        />
        <Select
          className="max-tablet:flex-1"
          aria-label={words.status}
          value={filter.status ?? ''}
          options={[
            ['', words.anyStatus],
            ...CALL_STATUSES.map((one) => [one, words.statuses[one]] as const),
          ]}
          onChange={(event) => change({ status: event.target.value })}
        />
        <Select
          className="max-tablet:flex-1"
          aria-label={words.type}
          value={filter.type ?? ''}
          options={[['', words.anyType], ...CALL_TYPES.map((one) => [one, words.types[one]] as const)]}
          onChange={(event) => change({ type: event.target.value })}
        />
        {filter.connectionId !== undefined && (
          <OfConnection id={filter.connectionId} onRemove={() => change({ connectionId: '' })} />
        )}
        {filter.requestId !== undefined && (
          <FilterChip name={filter.requestId} onRemove={() => change({ requestId: '' })} />
        )}
        {filtered && (
          <Link to="/calls" className={buttonClass({ look: 'ghost' })}>
            {texts.connections.clear}
          </Link>
        )}
      </div>
      <Card flush>
        <CallList
          filter={filter}
          isLive={isLive}
          empty={
            <Empty title={filtered ? words.noneMatch : words.none}>
              {filtered ? undefined : words.noneText}
            </Empty>
          }
        />
      </Card>
    </Page>
  )
}
