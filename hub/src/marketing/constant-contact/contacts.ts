import type { ContactWriting, PlatformApi } from '../adapter.ts'
import { segment } from '../values.ts'
import { assertFields, assertMayBeWritten, orUndefined } from '../writing.ts'
import { describeContact, FIELDS } from './describe.ts'
import { findContact, readTags, reading } from './read.ts'

/** Ids of these tags; one that is not there yet is made. */
async function idsOf(api: PlatformApi, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const known = await readTags(api)
  const ids: string[] = []
  for (const name of names) {
    const id =
      known.get(name) ?? (await api.send<{ tag_id: string }>('POST', '/v3/contact_tags', { name })).tag_id
    ids.push(id)
  }
  return ids
}

export const contactWriting: ContactWriting = {
  async saveContact(api, { email, audience, fields }) {
    assertFields(fields, FIELDS)
    const known = await orUndefined(findContact(api, email))
    if (known) {
      assertMayBeWritten(describeContact(known))
      // The one call that leaves alone what it is not given.
      const form = { email_address: email, list_memberships: [audience], ...fields }
      await api.send('POST', '/v3/contacts/sign_up_form', form)
    } else
      await api.send('POST', '/v3/contacts', {
        email_address: { address: email, permission_to_send: 'implicit' },
        create_source: 'Account',
        list_memberships: [audience],
        ...fields,
      })
    return { contact: await reading.contact(api, { audience, contact: email }), created: !known }
  },

  async tagContact(api, { audience, contact }, { add, remove }) {
    const { contact_id } = await findContact(api, contact)
    const source = { contact_ids: [contact_id] }
    const added = await idsOf(api, add)
    if (added.length > 0)
      await api.send('POST', '/v3/activities/contacts_taggings_add', { source, tag_ids: added })
    const known = remove.length > 0 ? await readTags(api) : new Map<string, string>()
    const removed = remove.flatMap((name) => known.get(name) ?? [])
    if (removed.length > 0)
      await api.send('POST', '/v3/activities/contacts_taggings_remove', { source, tag_ids: removed })
    return reading.contact(api, { audience, contact: contact_id })
  },

  async unsubscribe(api, { audience, contact }) {
    const { contact_id, email_address, ...kept } = await findContact(api, contact)
    // A put empties every field of its own that is left out; memberships and taggings stay.
    await api.send('PUT', `/v3/contacts/${segment(contact_id)}`, {
      ...kept,
      email_address: { address: email_address.address, permission_to_send: 'unsubscribed' },
      update_source: 'Account',
    })
    return reading.contact(api, { audience, contact: contact_id })
  },
}
