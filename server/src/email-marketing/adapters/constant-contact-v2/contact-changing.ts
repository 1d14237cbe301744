import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactChanging } from '../contact-adapter.ts'
import { isSameAddress } from '../../model/addresses.ts'
import { segment } from '../values.ts'
import { assertFree, orUndefined, withoutNulls } from '../writing.ts'
import { contactBody, describeContact } from './describe.ts'
import { assertHadStayed, BY_OWNER, CONTACTS } from './contacts.ts'
import { findContact } from './list-contacts.ts'

const unsupported = (capability: string) => (): Promise<never> =>
  Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability } }))

export const contactChanging: ContactChanging = {
  async findAddress(api, email) {
    const found = await orUndefined(findContact(api, email))
    return found ? [describeContact(found)] : []
  },

  async changeAddress(api, { id, email: before }, email) {
    if (!isSameAddress(before, email)) {
      const [other] = await contactChanging.findAddress(api, email)
      assertFree(other)
    }
    const known = await findContact(api, id)
    assertHadStayed(known)
    const [first, ...others] = known.email_addresses
    // PUT replaces the whole contact.
    const body = {
      ...withoutNulls(known),
      email_addresses: [{ ...first, email_address: email }, ...others],
    }
    const path = `${CONTACTS}/${segment(id)}${BY_OWNER}`
    return describeContact(await api.sendFor('PUT', path, contactBody, body))
  },

  /** A contact in no list counts as removed. */
  async archiveContact(api, { id }) {
    await api.send('DELETE', `${CONTACTS}/${segment(id)}/lists`)
    return describeContact(await findContact(api, id))
  },

  deleteContact: unsupported('deleting a contact for good'),

  tagContacts: unsupported('tags'),
}
