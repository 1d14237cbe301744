import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import type { UpdateTagsInput, UpsertContactInput } from '../model/input-schemas.ts'
import { ProblemError, invalidRequest } from '../../kernel/errors.ts'
import type { AddedContacts, NewContact } from '../adapters/bulk-adapter.ts'
import type { ContactWanted } from '../adapters/contact-adapter.ts'
import type { AccountClient } from '../get-account-client.ts'
import { withFreeList, withFreeTags } from '../sending/segment-lease.ts'
import { assertMayBeWritten, orUndefined } from '../adapters/writing.ts'

/**
 * Adds or updates a contact. Unsubscribed contacts are not changed, and a new contact counts as agreed only if the request says so.
 * @throws ProblemError contact_suppressed, unknown_contact_field, unsupported_by_provider, segment_in_use, campaign_busy
 */
export async function saveContact(
  account: AccountClient,
  contact: UpsertContactInput & { readonly isNew?: boolean },
): Promise<Contact & { created: boolean }> {
  const { adapter, api, record } = account
  const { email, audienceId, status } = contact
  if (status === 'pending' && !adapter.capabilities.doubleOptIn) {
    const known = await orUndefined(adapter.contact(api, { audience: audienceId, contact: email }))
    if (known) assertMayBeWritten(known)
    // An archived contact could only be written as subscribed.
    if (known?.status !== 'subscribed' && known?.status !== 'pending') assertCanAsk(account)
  }
  const note = account.noteOf({ audienceId, email, mustUnsubscribe: false })
  const { contact: saved, created } = await withFreeList(account, contact, () =>
    adapter.saveContact(api, contact, note),
  )
  await record({
    type: created ? 'contact.created' : 'contact.updated',
    data: { contactId: saved.id, contactCount: 1, audienceId },
  })
  return { ...saved, created }
}

/** @throws ProblemError unsupported_by_provider if the provider cannot ask a new contact to confirm */
export function assertCanAsk({ adapter }: Pick<AccountClient, 'adapter'>): void {
  if (!adapter.capabilities.doubleOptIn)
    throw new ProblemError('unsupported_by_provider', {
      facts: { capability: 'asking a new contact to confirm' },
    })
}

interface NewContacts {
  readonly audienceId: string
  /** One of `addsTogether` of the adapter. */
  readonly status: ContactStatus
  readonly contacts: readonly NewContact[]
}

/**
 * Adds contacts that the audience does not have, with one call, and returns those that were added.
 * @throws ProblemError segment_in_use, campaign_busy
 */
export async function addContacts(
  account: AccountClient,
  { audienceId, status, contacts }: NewContacts,
): Promise<AddedContacts> {
  const { adapter, api, record } = account
  const add = (): Promise<AddedContacts> => adapter.addContacts(api, audienceId, status, contacts)
  // Campaigns are not sent to unsubscribed contacts, so no segment in use changes.
  if (status === 'unsubscribed') return add()
  const added = await withFreeList(account, { audienceId }, add)
  if (added.size > 0)
    await record({
      type: 'contact.created',
      data: { contactId: null, contactCount: added.size, audienceId },
    })
  return added
}

/** @throws ProblemError unsupported_by_provider, resource_not_found, segment_in_use, campaign_busy */
export async function tagContact(
  account: AccountClient,
  wanted: ContactWanted,
  change: UpdateTagsInput,
): Promise<Contact> {
  if (change.add.length + change.remove.length === 0)
    throw invalidRequest({ pointer: '', detail: 'Pass at least one tag in add or remove.' })
  const { adapter, api, record } = account
  const contact = await withFreeTags(account, [...change.add, ...change.remove], () =>
    adapter.tagContact(api, wanted, change),
  )
  await record({
    type: 'contact.tags_updated',
    data: { contactId: contact.id, contactCount: 1, added: change.add, removed: change.remove },
  })
  return contact
}

/** Unsubscribes a contact and records the event. @throws ProblemError resource_not_found */
export async function unsubscribeContact(
  { adapter, api, record }: AccountClient,
  wanted: ContactWanted,
): Promise<Contact> {
  const contact = await adapter.unsubscribe(api, wanted)
  await record({ type: 'contact.unsubscribed', data: { contactId: contact.id } })
  return contact
}
