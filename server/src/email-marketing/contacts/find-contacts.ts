import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../kernel/errors.ts'
import type { Found, PageWanted } from '../adapters/page.ts'
import { isAddress } from '../model/addresses.ts'
import type { AccountClient } from '../get-account-client.ts'

export interface ContactsAsked {
  readonly audience: string | null
  /** Default: `subscribed`; with a search, any. */
  readonly status?: ContactStatus | undefined
  /** An email address, or a part of one. */
  readonly words: string | null
}

/**
 * Lists or searches contacts. A search that the provider does not support is an error, never an empty list.
 * @throws ProblemError unsupported_by_provider, audience_required
 */
export async function findContacts(
  { adapter, api }: AccountClient,
  { audience, status, words }: ContactsAsked,
  page: PageWanted,
): Promise<Found<Contact>> {
  const { contactStatuses, searchesParts } = adapter.capabilities
  if (status !== undefined && !contactStatuses.includes(status))
    throw new ProblemError('unsupported_by_provider', {
      facts: { capability: `contacts that are ${status} (it has ${contactStatuses.join(', ')})` },
    })
  if (words !== null && !searchesParts && !isAddress(words))
    throw new ProblemError('unsupported_by_provider', {
      facts: { capability: 'a search by a part of an address or by name (pass the whole address)' },
    })
  const wanted = status ?? (words === null ? 'subscribed' : null)
  return adapter.contacts(api, { audience, status: wanted, words }, page)
}
