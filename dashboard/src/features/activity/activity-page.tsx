import type { ListEventsQuery } from '@letterlock/sdk'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { buttonClass } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { inputClass } from '../../ui/field.tsx'
import { Page } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { texts } from '../../words/index.ts'
import { useRole } from '../session/me.ts'
import { History } from './history.tsx'

const TYPES = Object.entries(texts.activity.types)

export function ActivityPage() {
  const words = texts.activity
  const { isAdmin } = useRole()
  const [type, setType] = useState('')
  const [since, setSince] = useState('')
  const [until, setUntil] = useState('')
  const query: ListEventsQuery = {
    ...(type !== '' && { type }),
    ...(since !== '' && { since: startOf(since, 0) }),
    ...(until !== '' && { until: startOf(until, 1) }),
  }
  const filtered = Object.keys(query).length > 0
  const date = `${inputClass} w-auto!`
  return (
    <Page
      title={isAdmin ? words.title : texts.nav.myActivity}
      actions={
        <>
          <a className={buttonClass({ look: 'outline' })} href={exportUrl(query, 'csv')} download>
            <Download aria-hidden className="size-3.75" /> {words.exportCsv}
          </a>
          <a className={buttonClass({ look: 'outline' })} href={exportUrl(query, 'jsonl')} download>
            <Download aria-hidden className="size-3.75" /> {words.exportJson}
          </a>
        </>
      }
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Select
          aria-label={words.type}
          options={TYPES}
          value={type}
          onChange={(event) => setType(event.target.value)}
        />
        <label className="flex items-center gap-2 text-muted-foreground">
          {words.since}
          <input
            type="date"
            className={date}
            value={since}
            onChange={(event) => setSince(event.target.value)}
          />
        </label>
        <label className="flex items-center gap-2 text-muted-foreground">
          {words.until}
          <input
            type="date"
            className={date}
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        </label>
      </div>
      <Card flush>
        <History query={query} empty={filtered ? words.emptyFilter : words.empty} />
      </Card>
    </Page>
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
