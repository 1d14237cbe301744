import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactChanging, Tagged } from '../contact-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isSameAddress, plain } from '../../model/addresses.ts'
import { forEach } from '../../model/for-each.ts'
import { segment } from '../values.ts'
import { assertFree, assertMayBeWritten, orUndefined, withoutNulls } from '../writing.ts'
import { idsOf } from './contacts.ts'
import { cursorOf, nextOf } from './paging.ts'
import { contactsPage, findContact, readTags, reading } from './reading.ts'

const CONCURRENCY = 4
/** Fewer addresses than this are looked up one by one; for more, the contacts are read, 500 per page. */
const LOOKED_UP = 10
const PAGE_SIZE = 500
const MAX_PAGES = 10

/** The IDs of the contacts on the first pages, by plain address. */
async function readAddresses(api: ProviderApi): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  let at: string | null = null
  for (let page = 0; page === 0 || (at !== null && page < MAX_PAGES); page++) {
    const query = { limit: PAGE_SIZE, cursor: cursorOf(at), status: 'all' }
    const answer = await api.get('/v3/contacts', contactsPage, query)
    for (const { contact_id, email_address } of answer.contacts)
      ids.set(plain(email_address.address), contact_id)
    at = nextOf(answer)
  }
  return ids
}

/** The ID of each contact; undefined for one that the account does not have. */
async function resolveContacts(
  api: ProviderApi,
  contacts: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const byAddress = contacts.filter((contact) => contact.includes('@'))
  const known = byAddress.length > LOOKED_UP ? await readAddresses(api) : new Map<string, string>()
  return forEach(
    contacts,
    CONCURRENCY,
    async (contact) =>
      known.get(plain(contact)) ?? (await orUndefined(findContact(api, contact)))?.contact_id,
  )
}

export const contactChanging: ContactChanging = {
  async findAddress(api, email) {
    const found = await orUndefined(reading.contact(api, { audience: null, contact: email }))
    return found ? [found] : []
  },

  async changeAddress(api, { id }, email) {
    const { email_address, deleted_at: _deleted, ...kept } = await findContact(api, id)
    // A deleted contact keeps its `permission_to_send`.
    assertMayBeWritten({ status: email_address.permission_to_send })
    if (!isSameAddress(email_address.address, email)) {
      const [other] = await contactChanging.findAddress(api, email)
      assertFree(other)
    }
    // PUT empties omitted fields. Without `permission_to_send` the permission stays.
    await api.send('PUT', `/v3/contacts/${segment(id)}`, {
      ...withoutNulls(kept),
      email_address: { address: email },
      update_source: 'Account',
    })
    return reading.contact(api, { audience: null, contact: id })
  },

  /** The provider keeps a deleted contact, with its permission, and can restore it. */
  async archiveContact(api, { id }) {
    await api.send('DELETE', `/v3/contacts/${segment(id)}`)
    return reading.contact(api, { audience: null, contact: id })
  },

  deleteContact: () =>
    Promise.reject(
      new ProblemError('unsupported_by_provider', { facts: { capability: 'deleting a contact for good' } }),
    ),

  async tagContacts(api, _audience, contacts, { add, remove }) {
    const ids = await resolveContacts(api, contacts)
    const contact_ids = ids.flatMap((id) => id ?? [])
    const source = { contact_ids }
    const known = remove.length > 0 ? await readTags(api) : new Map<string, string>()
    const removed = remove.flatMap((name) => known.get(name) ?? [])
    if (contact_ids.length > 0) {
      const added = await idsOf(api, add)
      if (added.length > 0)
        await api.send('POST', '/v3/activities/contacts_taggings_add', { source, tag_ids: added })
      if (removed.length > 0)
        await api.send('POST', '/v3/activities/contacts_taggings_remove', { source, tag_ids: removed })
    }
    return contacts.map((contact, index): Tagged =>
      ids[index] === undefined
        ? {
            contact,
            error: new ProblemError('resource_not_found', { facts: { resource: `contact ${contact}` } }),
          }
        : { contact },
    )
  },
}
