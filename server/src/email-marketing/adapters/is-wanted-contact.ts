import type { Contact } from '@letterlock/sdk/wire.ts'
import type { ContactsWanted } from './adapter.ts'

/** Whether a contact that was found by its address matches, at a provider whose unsubscribed contacts are in no audience. */
export function isWantedContact(
  contact: Contact,
  { audience, status }: Pick<ContactsWanted, 'audience' | 'status'>,
): boolean {
  return (
    (status === null || contact.status === status) &&
    (audience === null || contact.audienceIds.includes(audience) || contact.status !== 'subscribed')
  )
}
