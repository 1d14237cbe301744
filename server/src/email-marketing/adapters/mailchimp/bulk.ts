import type { Contact } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import type { BulkWriting, KnownContact } from '../bulk-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { plain } from '../../model/addresses.ts'
import { readWholeList } from '../read-lists.ts'
import { id } from '../shapes.ts'
import { segment } from '../values.ts'
import { statusWord } from './describe.ts'
import { listMembers } from './members.ts'

/* POST /lists/{list_id}, https://mailchimp.com/developer/marketing/api/lists/batch-subscribe-or-unsubscribe/ */

const PAGE_SIZE = 1000

const added = z.object({ new_members: z.array(z.object({ id, email_address: z.string() })) })

const readAll = (api: ProviderApi, audience: string, status: 'archived' | null): Promise<Contact[]> =>
  readWholeList((at) => listMembers(api, { audience, status }, { limit: PAGE_SIZE, at }))

export const bulkWriting: BulkWriting = {
  addsTogether: ['subscribed', 'unsubscribed', 'pending'],

  async readContents(api, audience) {
    // The list of all members does not contain archived ones.
    const [listed, archived] = await Promise.all([
      readAll(api, audience, null),
      readAll(api, audience, 'archived'),
    ])
    const known = [...archived, ...listed].map(({ email, id, status, fields }): [string, KnownContact] => [
      plain(email),
      { id, status, fields, isInAudience: true },
    ])
    return { known: new Map(known), removed: new Set() }
  },

  async addContacts(api, audience, status, contacts) {
    const members = contacts.map(({ email, fields }) => ({
      email_address: email,
      status: statusWord(status),
      merge_fields: fields,
    }))
    const body = { members, update_existing: false }
    const { new_members } = await api.sendFor('POST', `/3.0/lists/${segment(audience)}`, added, body)
    return new Map(new_members.map(({ id, email_address }) => [plain(email_address), id]))
  },
}
