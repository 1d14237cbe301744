import { z } from 'zod'
import type { ContactWriting } from '../contact-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { id as shapeOfId } from '../shapes.ts'
import { segment } from '../values.ts'
import { assertFields, assertMayBeWritten, orUndefined, withoutNulls } from '../writing.ts'
import { FIELDS } from './describe.ts'
import { findContact, readTags, reading } from './reading.ts'

/** The IDs of tags; creates those that do not exist. */
export async function idsOf(api: ProviderApi, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const known = await readTags(api)
  const ids: string[] = []
  for (const name of names) {
    const id =
      known.get(name) ??
      (await api.sendFor('POST', '/v3/contact_tags', z.object({ tag_id: shapeOfId }), { name })).tag_id
    ids.push(id)
  }
  return ids
}

export const contactWriting: ContactWriting = {
  async saveContact(api, { email, audienceId, fields }) {
    assertFields(fields, FIELDS)
    const known = await orUndefined(findContact(api, email))
    const isDeleted = known?.deleted_at !== undefined && known.deleted_at !== null
    if (known) assertMayBeWritten({ status: known.email_address.permission_to_send })
    if (known && isDeleted)
      // PUT restores a deleted contact.
      await api.send('PUT', `/v3/contacts/${segment(known.contact_id)}`, {
        email_address: { address: email, permission_to_send: 'implicit' },
        update_source: 'Account',
        list_memberships: [audienceId],
        ...fields,
      })
    else if (known)
      // This is the only call that leaves omitted fields unchanged.
      await api.send('POST', '/v3/contacts/sign_up_form', {
        email_address: email,
        list_memberships: [audienceId],
        ...fields,
      })
    else
      await api.send('POST', '/v3/contacts', {
        email_address: { address: email, permission_to_send: 'implicit' },
        create_source: 'Account',
        list_memberships: [audienceId],
        ...fields,
      })
    const contact = await reading.contact(api, { audience: audienceId, contact: email })
    return { contact, created: !known || isDeleted }
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
    const { contact_id, email_address, deleted_at: _deleted, ...kept } = await findContact(api, contact)
    // PUT empties omitted fields; lists and tags stay.
    await api.send('PUT', `/v3/contacts/${segment(contact_id)}`, {
      ...withoutNulls(kept),
      email_address: { address: email_address.address, permission_to_send: 'unsubscribed' },
      update_source: 'Account',
    })
    return reading.contact(api, { audience, contact: contact_id })
  },
}
