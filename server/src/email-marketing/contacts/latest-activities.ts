import type { ContactWanted } from '../adapters/contact-adapter.ts'
import type { Position } from '../adapters/page.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { ContactActivity } from '../model/schemas.ts'

const PAGE_SIZE = 100
/** Maximum of pages. Some providers list each kind of activity separately, so one page may contain only one kind. */
const MAX_PAGES = 10

/** The order of activities without times: the most significant first. */
const RANK = ['complained', 'unsubscribed', 'clicked', 'opened', 'bounced', 'not_opened', 'sent'] as const

/** The latest activities of a contact, newest first. */
export async function latestActivities(
  { adapter, api }: AccountClient,
  wanted: ContactWanted,
  limit: number,
): Promise<ContactActivity[]> {
  const activities: ContactActivity[] = []
  let at: Position = null
  for (let page = 0; page < MAX_PAGES; page++) {
    const found = await adapter.contactActivity(api, wanted, { limit: PAGE_SIZE, at })
    activities.push(...found.items)
    at = found.next
    if (at === null) break
  }
  const rankOf = ({ activity }: ContactActivity): number => RANK.indexOf(activity)
  return activities
    .toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? '') || rankOf(a) - rankOf(b))
    .slice(0, limit)
}
