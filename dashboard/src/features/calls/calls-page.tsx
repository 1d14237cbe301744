import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { texts } from '../../words/index.ts'
import { CALL_STATUSES, CALL_TYPES, type CallSearch } from './call-search.ts'
import { CallList } from './call-list.tsx'

const words = texts.calls

/** The log of calls of the workspace. */
export function CallsPage() {
  const filter = useSearch({ from: '/signed-in/calls' })
  const navigate = useNavigate({ from: '/calls' })
  const change = (changes: Partial<Record<keyof CallSearch, string>>): void => {
    const merged = Object.entries({ ...filter, ...changes }).filter(([, value]) => value !== '')
    void navigate({ search: Object.fromEntries(merged), replace: true })
  }
  const filtered = Object.keys(filter).length > 0
  return (
    <Page title={words.title} lead={words.lead}>
      <div className="flex flex-wrap gap-2">
        <Select
          aria-label={words.status}
          value={filter.status ?? ''}
          options={[
            ['', words.anyStatus],
            ...CALL_STATUSES.map((one) => [one, words.statuses[one]] as const),
          ]}
          onChange={(event) => change({ status: event.target.value })}
        />
        <Select
          aria-label={words.type}
          value={filter.type ?? ''}
          options={[['', words.anyType], ...CALL_TYPES.map((one) => [one, words.types[one]] as const)]}
          onChange={(event) => change({ type: event.target.value })}
        />
        {filtered && (
          <Link to="/calls" className={buttonClass({ look: 'ghost' })}>
            {texts.connections.clear}
          </Link>
        )}
      </div>
      <Card flush>
        <CallList
          filter={filter}
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
