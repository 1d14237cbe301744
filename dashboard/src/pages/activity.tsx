import type { ListEventsQuery } from '@letterlock/sdk'
import { useState } from 'react'
import { History } from '../parts/history.tsx'
import { texts } from '../texts.ts'

const TYPES = Object.entries(texts.activity.types)

export function ActivityPage() {
  const words = texts.activity
  const [type, setType] = useState('')
  const [since, setSince] = useState('')
  const [until, setUntil] = useState('')
  const query: ListEventsQuery = {
    ...(type !== '' && { type }),
    ...(since !== '' && { since: startOf(since, 0) }),
    ...(until !== '' && { until: startOf(until, 1) }),
  }
  const filtered = Object.keys(query).length > 0
  return (
    <>
      <h1>{words.title}</h1>
      <div className="filters">
        <select aria-label={words.type} value={type} onChange={(event) => setType(event.target.value)}>
          {TYPES.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
        <label className="inline">
          {words.since} <input type="date" value={since} onChange={(event) => setSince(event.target.value)} />
        </label>
        <label className="inline">
          {words.until} <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
        </label>
      </div>
      <section className="card">
        <History query={query} empty={filtered ? words.emptyFilter : words.empty} />
      </section>
      <p className="actions">
        <a className="button quiet" href={exportUrl(query, 'csv')} download>
          {words.exportCsv}
        </a>
        <a className="button quiet" href={exportUrl(query, 'jsonl')} download>
          {words.exportJson}
        </a>
      </p>
    </>
  )
}

/** Midnight in the browser's time zone. */
function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}

function exportUrl(query: ListEventsQuery, format: string): string {
  const given = Object.entries({ ...query, format }).filter((entry): entry is [string, string] => !!entry[1])
  return `/v1/events/export?${new URLSearchParams(given).toString()}`
}
