import type { Contact } from '@letterlock/sdk/wire.ts'
import type { ContactWanted } from './adapter.ts'
import type { AccountClient } from './get-account-client.ts'
import { assertMayBeWritten } from './writing.ts'

/**
 * Gives a contact another address, instead of making a second contact. Unsubscribed, bounced and suspended contacts keep theirs, and an
 * address that another contact has is not taken from it.
 * @throws ProblemError contact_suppressed, contact_exists, resource_not_found
 */
export async function changeContactAddress(
  { adapter, api, record }: AccountClient,
  wanted: ContactWanted,
  email: string,
): Promise<Contact> {
  const contact = await adapter.contact(api, wanted)
  assertMayBeWritten(contact)
  if (contact.email === email) return contact
  const changed = await adapter.changeAddress(api, contact, email)
  await record({ type: 'contact.address_changed', data: { contactId: changed.id } })
  return changed
}
