import { Link } from '@tanstack/react-router'
import { buttonClass } from '../../ui/button.tsx'
import { FilterChip } from '../../ui/filter-chip.tsx'
import { Select } from '../../ui/select.tsx'
import { spanInWords } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'
import { OfConnection } from '../filters/of-connection.tsx'
import { CallSearchField } from './call-search-field.tsx'
import { CALL_STATUSES, CALL_TYPES, type CallFilter } from './call-search.ts'

const words = texts.calls

interface CallFiltersProps {
  readonly filter: CallFilter
  readonly onChange: (changes: Partial<Record<keyof CallFilter, string>>) => void
}

export function CallFilters({ filter, onChange }: CallFiltersProps) {
  const { search, status, type, connectionId, requestId, since, until } = filter
  return (
    <div className="flex flex-wrap items-center gap-2">
      <CallSearchField
        onText={(text) => onChange({ search: text })}
        onRequest={(id) => onChange({ requestId: id })}
        onConnection={(id) => onChange({ connectionId: id })}
      />
      <Select
        className="max-tablet:flex-1"
        aria-label={words.status}
        value={status ?? ''}
        options={[['', words.anyStatus], ...CALL_STATUSES.map((one) => [one, words.statuses[one]] as const)]}
        onChange={(event) => onChange({ status: event.target.value })}
      />
      <Select
        className="max-tablet:flex-1"
        aria-label={words.type}
        value={type ?? ''}
        options={[['', words.anyType], ...CALL_TYPES.map((one) => [one, words.types[one]] as const)]}
        onChange={(event) => onChange({ type: event.target.value })}
      />
      {search !== undefined && <FilterChip name={`“${search}”`} onRemove={() => onChange({ search: '' })} />}
      {connectionId !== undefined && (
        <OfConnection id={connectionId} onRemove={() => onChange({ connectionId: '' })} />
      )}
      {requestId !== undefined && (
        <FilterChip name={requestId} onRemove={() => onChange({ requestId: '' })} />
      )}
      {since !== undefined && until !== undefined && (
        <FilterChip name={spanInWords(since, until)} onRemove={() => onChange({ since: '', until: '' })} />
      )}
      {Object.keys(filter).length > 0 && (
        <Link to="/calls" className={buttonClass({ look: 'ghost' })}>
          {texts.connections.clear}
        </Link>
      )}
    </div>
  )
}
