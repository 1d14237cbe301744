import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactWriting } from '../../adapter.ts'
import { segment } from '../../values.ts'
import { assertFields, assertMayBeWritten, orUndefined, withoutNulls } from '../../writing.ts'
import { contactBody, describeContact, FIELDS } from './describe.ts'
import { findContact } from './list-contacts.ts'

export const CONTACTS = '/v2/contacts'
/** The change is made for the account's owner, so the provider sends no confirmation. */
export const BY_OWNER = '?action_by=ACTION_BY_OWNER'

export const contactWriting: ContactWriting = {
  async saveContact(api, { email, audienceId, fields }) {
    assertFields(fields, FIELDS)
    const known = await orUndefined(findContact(api, email))
    if (!known) {
      const body = { email_addresses: [{ email_address: email }], lists: [{ id: audienceId }], ...fields }
      const contact = await api.sendFor('POST', `${CONTACTS}${BY_OWNER}`, contactBody, body)
      return { contact: describeContact(contact), created: true }
    }
    assertMayBeWritten(describeContact(known))
    const lists = known.lists.some(({ id }) => id === audienceId)
      ? known.lists
      : [...known.lists, { id: audienceId }]
    // PUT replaces the whole contact.
    const path = `${CONTACTS}/${segment(known.id)}${BY_OWNER}`
    const contact = await api.sendFor('PUT', path, contactBody, { ...withoutNulls(known), ...fields, lists })
    return { contact: describeContact(contact), created: false }
  },

  tagContact: () =>
    Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability: 'tags' } })),

  /** DELETE opts the contact out; it erases nothing. */
  async unsubscribe(api, { contact }) {
    const { id } = await findContact(api, contact)
    await api.send('DELETE', `${CONTACTS}/${segment(id)}`)
    return describeContact(await findContact(api, id))
  },
}
