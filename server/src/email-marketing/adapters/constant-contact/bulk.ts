import { z } from 'zod'
import type { BulkWriting, KnownContact } from '../bulk-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { plain } from '../../model/addresses.ts'
import { awaitImport } from '../await-import.ts'
import { readWholeList } from '../read-lists.ts'
import { id, maybeCount } from '../shapes.ts'
import { segment } from '../values.ts'
import { describeContact, STATUS_FILTER } from './describe.ts'
import { cursorOf, nextOf } from './paging.ts'
import { contactsPage } from './reading.ts'

/* Imports, https://v3.developer.constantcontact.com/api_guide/import_contacts.html: existing contacts keep their permission. */

const PAGE_SIZE = 500
/** Longer values are not imported, although a contact may have them. */
const MAX_LENGTH = 50

const begun = z.object({ activity_id: id })
const activity = z.object({
  state: z.string(),
  status: z
    .object({ error_count: maybeCount, cannot_add_to_list_count: maybeCount, correctable_count: maybeCount })
    .nullish(),
})

const ENDED: ReadonlySet<string> = new Set(['completed', 'cancelled', 'failed', 'timed_out'])

const readAll = (api: ProviderApi, status: string) =>
  readWholeList(async (at) => {
    const query = { limit: PAGE_SIZE, cursor: cursorOf(at), status, include: 'list_memberships' }
    const page = await api.get('/v3/contacts', contactsPage, query)
    return { items: page.contacts.map(describeContact), next: nextOf(page) }
  })

export const bulkWriting: BulkWriting = {
  // An import cannot add contacts as unsubscribed.
  addsTogether: ['subscribed'],

  async readContents(api, audience) {
    const all = [...(await readAll(api, STATUS_FILTER.archived)), ...(await readAll(api, 'all'))]
    const known = all.map(({ email, id, status, fields, audienceIds }): [string, KnownContact] => [
      plain(email),
      { id, status, fields, isInAudience: audienceIds.includes(audience) },
    ])
    return { known: new Map(known), removed: new Set() }
  },

  async addContacts(api, audience, _status, contacts) {
    const short = contacts.filter(({ email, fields }) =>
      [email, ...Object.values(fields)].every(({ length }) => length <= MAX_LENGTH),
    )
    const import_data = short.map(({ email, fields }) => ({ email, ...fields }))
    const path = '/v3/activities/contacts_json_import'
    const { activity_id } = await api.sendFor('POST', path, begun, { import_data, list_ids: [audience] })
    const { state, status } = await awaitImport(async () => {
      const now = await api.get(`/v3/activities/${segment(activity_id)}`, activity)
      return ENDED.has(now.state) ? now : undefined
    })
    // The provider does not say which rows had an error.
    const hasErrors = Object.values(status ?? {}).some((count) => count !== null && count > 0)
    if (state !== 'completed' || hasErrors) return new Map()
    return new Map(short.map(({ email }) => [plain(email), null]))
  },
}
