import type { Connection } from '@letterlock/sdk'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { RECENT_CALLS, useCalls } from './use-calls.ts'

/**
 * The time of a connection's last call. The log has each call immediately, also failed ones; the connection has the time of the last
 * success, updated once a minute, also beyond the log's retention.
 */
export function LastCall({ connection: { id, lastCallAt } }: { readonly connection: Connection }) {
  const calls = useCalls({ connectionId: id }, { limit: RECENT_CALLS })
  const logged = calls.data?.pages[0]?.items[0]?.startedAt
  const newest = [logged, lastCallAt]
    .filter((at) => at !== undefined && at !== null)
    .toSorted()
    .at(-1)
  if (newest !== undefined) return <When at={newest} />
  return calls.isPending ? null : texts.facts.neverCalled
}
