import { z } from 'zod'
import type { BulkWriting, KnownContact } from '../bulk-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { plain } from '../../model/addresses.ts'
import { awaitImport } from '../await-import.ts'
import { readWholeList } from '../read-lists.ts'
import { count, id } from '../shapes.ts'
import { segment } from '../values.ts'
import { describeContact, FIELDS, STATUS_FILTER } from './describe.ts'
import { contactsPage } from './list-contacts.ts'
import { nextOf } from './paging.ts'

/* Imports, https://v2.developer.constantcontact.com/docs/bulk_activities_api/bulk-activities-import-contacts.html */

const PAGE_SIZE = 500

const COLUMNS = { first_name: 'FIRST NAME', last_name: 'LAST NAME', company_name: 'COMPANY NAME' } as const

const begun = z.object({ id })
const activity = z.object({ status: z.string(), error_count: count })

const ENDED: ReadonlySet<string> = new Set(['COMPLETE', 'ERROR'])

const readAll = (api: ProviderApi, status: string) =>
  readWholeList(async (at) => {
    const query = { limit: PAGE_SIZE, next: at ?? undefined, status }
    const page = await api.get('/v2/contacts', contactsPage, query)
    return { items: page.results.map(describeContact), next: nextOf(page) }
  })

export const bulkWriting: BulkWriting = {
  // An import cannot add contacts as unsubscribed.
  addsTogether: ['subscribed'],

  async readContents(api, audience) {
    const all = [...(await readAll(api, STATUS_FILTER.archived)), ...(await readAll(api, 'ALL'))]
    const known = all.map(({ email, id, status, fields, audienceIds }): [string, KnownContact] => [
      plain(email),
      { id, status, fields, isInAudience: audienceIds.includes(audience) },
    ])
    return { known: new Map(known), removed: new Set() }
  },

  async addContacts(api, audience, _status, contacts) {
    const body = {
      import_data: contacts.map(({ email, fields }) => ({ email_addresses: [email], ...fields })),
      lists: [audience],
      // Fields without a column are ignored.
      column_names: ['EMAIL', ...FIELDS.map((name) => COLUMNS[name])],
    }
    const { id } = await api.sendFor('POST', '/v2/activities/addcontacts', begun, body)
    const { status, error_count } = await awaitImport(async () => {
      const now = await api.get(`/v2/activities/${segment(id)}`, activity)
      return ENDED.has(now.status) ? now : undefined
    })
    if (status !== 'COMPLETE' || error_count > 0) return new Map()
    return new Map(contacts.map(({ email }) => [plain(email), null]))
  },
}
