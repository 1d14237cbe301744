import type { ContactWanted } from '../adapters/contact-adapter.ts'
import type { Position } from '../adapters/page.ts'
import type { ContactEngagement } from '../model/contact-schemas.ts'
import type { AccountClient } from '../get-account-client.ts'

const PAGE_SIZE = 100
const MAX_PAGES = 10

/**
 * When a contact last received, opened and clicked a campaign, and how many of each, from the first thousand activities that the provider
 * lists. Times are null if the provider has none.
 * @throws ProblemError audience_required, resource_not_found
 */
export async function readEngagement(
  { adapter, api }: AccountClient,
  wanted: ContactWanted,
): Promise<ContactEngagement> {
  const counts = { sent: new Set<string>(), opened: new Set<string>(), clicked: new Set<string>() }
  const latest: Record<keyof typeof counts, string | null> = { sent: null, opened: null, clicked: null }
  let at: Position = null
  let pages = 0
  do {
    const { items, next } = await adapter.contactActivity(api, wanted, { limit: PAGE_SIZE, at })
    for (const { activity, campaignId, campaignName, at: time } of items) {
      if (activity !== 'sent' && activity !== 'opened' && activity !== 'clicked') continue
      counts[activity].add(campaignId ?? `${campaignName} ${activity === 'sent' ? time : ''}`)
      if (time !== null && time > (latest[activity] ?? '')) latest[activity] = time
    }
    at = next
    pages++
  } while (at !== null && pages < MAX_PAGES)
  return {
    contact: wanted.contact,
    lastSentAt: latest.sent,
    lastOpenedAt: latest.opened,
    lastClickedAt: latest.clicked,
    sentCount: counts.sent.size,
    openedCount: counts.opened.size,
    clickedCount: counts.clicked.size,
    isComplete: at === null,
  }
}
