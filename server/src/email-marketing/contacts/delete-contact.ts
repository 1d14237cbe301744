import type { ContactWanted } from '../adapters/contact-adapter.ts'
import { assertSupported } from '../assert-supported.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { DeletedContact } from '../model/contact-schemas.ts'
import { assertMayBeRemoved } from '../adapters/writing.ts'

/**
 * Deletes a contact permanently. An unsubscribed contact is not deleted, because the account would lose the record of the unsubscribe.
 * @throws ProblemError unsupported_by_provider, contact_suppressed, resource_not_found
 */
export async function deleteContact(
  { adapter, api, record }: AccountClient,
  wanted: ContactWanted,
): Promise<DeletedContact> {
  assertSupported(adapter, 'deletesContacts', 'deleting a contact for good (archive it)')
  const contact = await adapter.contact(api, wanted)
  assertMayBeRemoved(contact)
  await adapter.deleteContact(api, contact)
  await record({ type: 'contact.deleted', data: { contactId: contact.id } })
  return { id: contact.id, email: contact.email, deleted: true }
}
