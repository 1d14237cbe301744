import type { Contact } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../../kernel/errors.ts'
import type { ContactChanging } from '../contact-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { isSameAddress } from '../../model/addresses.ts'
import { numericId, segment } from '../values.ts'
import { assertFree, assertMayBeWritten, orUndefined } from '../writing.ts'
import { CONSOLE } from './paging.ts'
import { allLists } from './reading.ts'
import { findContact } from './recipients.ts'

/** The contact in each list. A recipient exists once in the account, with a status in each list. */
async function findAddress(api: ProviderApi, email: string): Promise<Contact[]> {
  const found: Contact[] = []
  for (const { idList } of await allLists(api)) {
    const contact = await orUndefined(findContact(api, idList, email))
    if (contact) found.push(contact)
  }
  return found
}

const unsupported = (capability: string) => (): Promise<never> =>
  Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability } }))

export const contactChanging: ContactChanging = {
  findAddress,

  async changeAddress(api, { id, email: before, audienceIds: [audience = ''] }, email) {
    if (!isSameAddress(before, email)) {
      const [other] = await findAddress(api, email)
      assertFree(other)
      // The address changes in all lists, and a list would lose the record that the recipient had unsubscribed.
      for (const known of await findAddress(api, before)) assertMayBeWritten(known)
    }
    await api.send('PUT', `${CONSOLE}/Recipient/Detail`, { idRecipient: numericId(id), Email: email })
    return findContact(api, audience, id)
  },

  archiveContact: unsupported('archiving a contact'),

  // From this list only: in another one the recipient may have unsubscribed.
  deleteContact: (api, { id, audienceIds: [audience = ''] }) =>
    api.send('DELETE', `${CONSOLE}/List/${segment(audience)}/Recipient/${segment(id)}`),

  tagContacts: unsupported('tags'),
}
