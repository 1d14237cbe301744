import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ListEventsQuery } from '@letterlock/sdk'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { DelayedSearch } from '../../ui/delayed-search.tsx'
import { Empty } from '../../ui/empty.tsx'
import { ExportMenu } from '../../ui/export-menu.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { inputClass } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { withChanges } from '../../ui/with-changes.ts'
import { texts } from '../../words/index.ts'
import { OfConnection } from '../filters/of-connection.tsx'
import { useRole } from '../session/me.ts'
import { actorInWords } from './events-in-words.ts'
import type { ActivitySearch } from './activity-search.ts'
import { ActivityList } from './activity-list.tsx'
import { useEvents } from './use-events.ts'

const words = texts.activity
const TYPES = Object.entries(words.types)

/** The events of the workspace; for a member, of their own accounts. */
export function ActivityPage() {
  const { isAdmin } = useRole()
  const filter = useSearch({ from: '/signed-in/activity' })
  const navigate = useNavigate({ from: '/activity' })
  const { since, until, ...exact } = filter
  const query: ListEventsQuery = {
    ...exact,
    ...(since !== undefined && { since: startOf(since, 0) }),
    ...(until !== undefined && { until: startOf(until, 1) }),
  }
  const filtered = Object.keys(filter).length > 0
  return (
    <Page
      title={isAdmin ? words.title : texts.nav.myActivity}
      actions={<ExportMenu path="/v1/events/export" query={query} />}
    >
      <Filters filter={filter} />
      <Card flush>
        <ActivityList
          query={query}
          empty={<Empty title={filtered ? words.emptyFilter : words.empty} />}
          onActor={(actorId) => void navigate({ search: { ...filter, actorId } })}
        />
      </Card>
    </Page>
  )
}

function Filters({ filter }: { readonly filter: ActivitySearch }) {
  const navigate = useNavigate({ from: '/activity' })
  const { connectionId, actorId, search = '', type = '', since = '', until = '' } = filter
  const change = (changes: Partial<Record<keyof ActivitySearch, string>>): void => {
    void navigate({ search: withChanges(filter, changes), replace: true })
  }
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <DelayedSearch
        className="w-full tablet:w-72"
        label={words.search}
        value={search}
        onChange={(text) => change({ search: text })}
      />
      <Select
        className="max-tablet:w-full"
        aria-label={words.type}
        options={TYPES}
        value={type}
        onChange={(event) => change({ type: event.target.value })}
      />
      <Day label={words.since} value={since} onChange={(day) => change({ since: day })} />
      <Day label={words.until} value={until} onChange={(day) => change({ until: day })} />
      {connectionId !== undefined && (
        <OfConnection id={connectionId} onRemove={() => change({ connectionId: '' })} />
      )}
      {actorId !== undefined && <OfActor id={actorId} onRemove={() => change({ actorId: '' })} />}
      {Object.keys(filter).length > 0 && (
        <Link to="/activity" className={buttonClass({ look: 'ghost' })}>
          {texts.connections.clear}
        </Link>
      )}
    </div>
  )
}

interface OfActorProps {
  readonly id: string
  readonly onRemove: () => void
}

/** The filter for one actor, with the name from their newest event. */
function OfActor({ id, onRemove }: OfActorProps) {
  const event = useEvents({ actorId: id }).data?.pages[0]?.items[0]
  return <FilterChip name={event ? actorInWords(event) : id} onRemove={onRemove} />
}

interface DayProps {
  readonly label: string
  readonly value: string
  readonly onChange: (day: string) => void
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <label className="flex items-center gap-2 text-muted-foreground max-tablet:flex-[1_1_8rem] max-tablet:flex-col max-tablet:items-start max-tablet:gap-1">
      {label}
      <input
        type="date"
        className={`${inputClass} tablet:w-auto!`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}

/** Midnight in the browser's time zone. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}
