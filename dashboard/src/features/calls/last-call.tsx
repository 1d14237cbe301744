import type { Connection } from '@letterlock/sdk'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { RECENT_CALLS, useCalls } from './use-calls.ts'

/**
 * When a connection was last called. The log has a call at once, also one that failed; the connection learns of those that succeeded, once a
 * minute, and still knows of one that the log no longer keeps.
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
