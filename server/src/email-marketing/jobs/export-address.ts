import type { NewJobRow } from '../../jobs/job-handler.ts'
import type { ContactActivity } from '../model/schemas.ts'
import type { Position } from '../adapters/page.ts'
import type { AccountClient } from '../get-account-client.ts'

const PAGE_SIZE = 100
const MAX_ACTIVITIES = 5000

/** Everything that an account stores about an address: each contact, and its activities. */
export async function* exportAddress(account: AccountClient, email: string): AsyncGenerator<NewJobRow> {
  const { adapter, api, connection } = account
  for (const contact of await adapter.findAddress(api, email)) {
    const wanted = { audience: contact.audienceIds[0] ?? null, contact: contact.id }
    const activities: ContactActivity[] = []
    let at: Position = null
    do {
      const found = await adapter.contactActivity(api, wanted, { limit: PAGE_SIZE, at })
      activities.push(...found.items)
      at = found.next
    } while (at !== null && activities.length < MAX_ACTIVITIES)
    yield {
      subject: connection.account.name,
      outcome: 'exported',
      connectionId: connection.id,
      contactId: contact.id,
      errorCode: null,
      detail: at === null ? null : `Only the first ${activities.length} activities.`,
      content: { contact, activities },
    }
  }
}
