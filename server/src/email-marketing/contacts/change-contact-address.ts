import type { Contact } from '@letterlock/sdk/wire.ts'
import type { ContactWanted } from '../adapters/contact-adapter.ts'
import type { AccountClient } from '../get-account-client.ts'
import { withWrite } from '../sending/write-lease.ts'
import { assertMayBeWritten } from '../adapters/writing.ts'

/**
 * Changes the address of a contact, instead of creating a second one. Unsubscribed, bounced and suspended contacts keep their address, and
 * the address of another contact is rejected.
 * @throws ProblemError contact_suppressed, contact_exists, resource_not_found, campaign_busy
 */
export async function changeContactAddress(
  account: AccountClient,
  wanted: ContactWanted,
  email: string,
): Promise<Contact> {
  const { adapter, api, record } = account
  const contact = await adapter.contact(api, wanted)
  assertMayBeWritten(contact)
  if (contact.email === email) return contact
  const changed = await withWrite(account, () => adapter.changeAddress(api, contact, email))
  await record({ type: 'contact.address_changed', data: { contactId: changed.id } })
  return changed
}
