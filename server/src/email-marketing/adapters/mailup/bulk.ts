import { z } from 'zod'
import type { BulkWriting, KnownContact } from '../bulk-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { plain } from '../../model/addresses.ts'
import { forEach } from '../../model/for-each.ts'
import { awaitImport } from '../await-import.ts'
import { readWholeList } from '../read-lists.ts'
import { count, integerId } from '../shapes.ts'
import { numericId, segment } from '../values.ts'
import { message } from './describe.ts'
import { unsubscribedFrom } from './engagement.ts'
import { CONSOLE, everything } from './paging.ts'
import { fieldsOfLately } from './reading.ts'
import { CONTACT_STATUSES, listContacts } from './recipients.ts'

/* Imports, https://help.mailup.com/display/mailupapi/Recipients: a recipient of the list keeps its status, unless `importType` sets another. */

const PAGE_SIZE = 1000
const CONCURRENCY = 5

const imported = z.object({ Completed: z.boolean(), ValidRecipients: count, CreatedRecipients: count })

/** The current addresses of the recipients who unsubscribed through an email of the list, as far back as the statistics go. */
async function everUnsubscribed(api: ProviderApi, audience: string): Promise<string[]> {
  const messages = await everything(api, `${CONSOLE}/List/${segment(audience)}/Emails`, message)
  const left = await forEach(messages, CONCURRENCY, ({ idMessage }) => unsubscribedFrom(api, idMessage))
  return left.flat().map(plain)
}

export const bulkWriting: BulkWriting = {
  addsTogether: ['subscribed', 'unsubscribed'],

  async readContents(api, audience) {
    const known = new Map<string, KnownContact>()
    for (const status of CONTACT_STATUSES) {
      const contacts = await readWholeList((at) =>
        listContacts(api, { audience, status, words: null }, { limit: PAGE_SIZE, at }),
      )
      for (const { email, id, fields } of contacts)
        known.set(plain(email), { id, status, fields, isInAudience: true })
    }
    const left = await everUnsubscribed(api, audience)
    return { known, removed: new Set(left.filter((address) => !known.has(address))) }
  },

  async addContacts(api, audience, status, contacts) {
    const numbers = new Map(
      (await fieldsOfLately(api)).map(({ Description, Id }) => [Description, numericId(Id)]),
    )
    const rows = contacts.map(({ email, fields }) => ({
      Email: email,
      Fields: Object.entries(fields).map(([name, Value]) => ({ Id: numbers.get(name), Value })),
    }))
    const type = status === 'unsubscribed' ? '?importType=asOptout' : ''
    const path = `${CONSOLE}/List/${segment(audience)}/Recipients${type}`
    const id = await api.sendFor('POST', path, integerId, rows)
    const { ValidRecipients } = await awaitImport(async () => {
      const now = await api.get(`${CONSOLE}/Import/${id}`, imported)
      return now.Completed ? now : undefined
    })
    // The provider does not say which were not valid.
    return ValidRecipients < rows.length
      ? new Map()
      : new Map(contacts.map(({ email }) => [plain(email), null]))
  },
}
