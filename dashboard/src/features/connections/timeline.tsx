import type { EventType } from '@letterlock/sdk'
import { texts } from '../../words/index.ts'
import { groupEvents } from '../activity/group-events.ts'
import { eventInWords } from '../activity/events-in-words.ts'
import { EventLine } from '../activity/history.tsx'
import { useEvents } from '../activity/use-events.ts'
import { useProviderName } from '../providers/providers.ts'

const MAX_SHOWN = 6

/** Events about the state of a connection, rather than actions on it. */
const OF_STATUS: ReadonlySet<EventType> = new Set([
  'connection.created',
  'connection.reconnected',
  'connection.checked',
  'connection.check_failed',
  'connection.token_refreshed',
  'connection.refresh_failed',
  'connection.credential_failed',
  'connection.expiring_soon',
  'connection.recovered',
  'connection.disconnected',
  'connection.data_center_changed',
  'connection.api_key_added',
  'connection.api_key_removed',
])

/** The history of the status: checks, refreshes, losses. */
export function Timeline({ connection }: { readonly connection: string }) {
  const providerName = useProviderName()
  const events = useEvents({ connectionId: connection, type: 'connection' })
  const ofStatus = (events.data?.pages[0]?.items ?? []).filter(({ type }) => OF_STATUS.has(type))
  const groups = groupEvents(ofStatus, (event) => eventInWords(event, providerName)).slice(0, MAX_SHOWN)
  if (groups.length === 0) return null
  return (
    <ol aria-label={texts.plot.timeline} className="border-t pt-2">
      {groups.map(({ newest, count }) => (
        <EventLine key={newest.id} event={newest} named={false} times={count} />
      ))}
    </ol>
  )
}
