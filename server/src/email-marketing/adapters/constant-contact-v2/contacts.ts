import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactWriting } from '../contact-adapter.ts'
import { segment } from '../values.ts'
import { assertFields, assertMayBeWritten, assertStayed, orUndefined, withoutNulls } from '../writing.ts'
import { contactBody, describeContact, FIELDS, type ContactBody } from './describe.ts'
import { findContact } from './list-contacts.ts'

export const CONTACTS = '/v2/contacts'
/** Marks a change as made by the account's owner, so that the provider sends no confirmation. */
export const BY_OWNER = '?action_by=ACTION_BY_OWNER'

/**
 * Asserts that a removed contact had not opted out: it keeps the times at which its address opted in and out.
 * @throws ProblemError contact_suppressed
 */
export function assertHadStayed({ status, email_addresses: [address] }: ContactBody): void {
  if (status !== 'REMOVED' || !address) return
  const leftAt = address.opt_out_date || null
  const hasLeft = leftAt !== null || address.status === 'OPTOUT'
  assertStayed({ hasLeft, leftAt, agreedAt: address.opt_in_date ?? null })
}

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
    assertHadStayed(known)
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
