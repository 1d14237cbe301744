import type { Contact } from '@letterlock/sdk/wire.ts'
import type { ContactWanted } from '../adapters/contact-adapter.ts'
import { assertSupported } from '../assert-supported.ts'
import type { AccountClient } from '../get-account-client.ts'
import { assertMayBeRemoved } from '../adapters/writing.ts'

/**
 * Archives a contact: it gets nothing more, and the account keeps it. An unsubscribed contact is not archived.
 * @throws ProblemError unsupported_by_provider, contact_suppressed, resource_not_found
 */
export async function archiveContact(
  { adapter, api, record }: AccountClient,
  wanted: ContactWanted,
): Promise<Contact> {
  assertSupported(adapter, 'archivesContacts', 'archiving a contact')
  const contact = await adapter.contact(api, wanted)
  if (contact.status === 'archived') return contact
  assertMayBeRemoved(contact)
  const archived = await adapter.archiveContact(api, contact)
  await record({ type: 'contact.archived', data: { contactId: archived.id } })
  return archived
}
