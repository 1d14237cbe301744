import type { Contact } from '@letterlock/sdk/wire.ts'
import type { UpdateTagsInput, UpsertContactInput } from '../model/input-schemas.ts'
import type { ProviderApi } from './provider-api.ts'
import type { PastNote } from '../model/unchecked-contact.ts'
import type { ProblemError } from '../../kernel/errors.ts'

/** A contact, by the provider's ID or by email address. */
export interface ContactWanted {
  readonly audience: string | null
  readonly contact: string
}

export interface ContactWriting {
  /**
   * Adds or updates a contact. Unsubscribed, bounced and suspended contacts are not changed.
   * @param note for adapters that have `checkPast`
   * @throws ProblemError contact_suppressed, unknown_contact_field
   */
  saveContact(
    api: ProviderApi,
    contact: UpsertContactInput,
    note: PastNote,
  ): Promise<{ contact: Contact; created: boolean }>
  /**
   * Where only a contact that was added shows whether it had unsubscribed: looks at a contact whose note is open, unsubscribes it if it had,
   * and removes the note.
   * @throws ProblemError resource_not_found: it is not there yet
   */
  checkPast?(
    api: ProviderApi,
    added: { readonly audience: string; readonly email: string; readonly mustUnsubscribe: boolean },
    note: PastNote,
  ): Promise<void>
  tagContact(api: ProviderApi, wanted: ContactWanted, change: UpdateTagsInput): Promise<Contact>
  unsubscribe(api: ProviderApi, wanted: ContactWanted): Promise<Contact>
}

/** What became of one contact of many. */
export interface Tagged {
  /** As it was given: an email address or an ID. */
  readonly contact: string
  readonly error?: ProblemError
}

/** Rarer changes. None of them makes a subscribed contact of one who has unsubscribed. */
export interface ContactChanging {
  /** Every contact of the account with this address, one per audience where the provider keeps contacts by audience. */
  findAddress(api: ProviderApi, email: string): Promise<Contact[]>
  /**
   * Gives a contact another address; everything else stays.
   * @param contact as it is now, and not suppressed
   * @throws ProblemError contact_exists
   */
  changeAddress(api: ProviderApi, contact: Contact, email: string): Promise<Contact>
  /** Takes a contact out of what is sent, and keeps it. Called only if `capabilities.archivesContacts`. */
  archiveContact(api: ProviderApi, contact: Contact): Promise<Contact>
  /** Deletes a contact permanently. Called only if `capabilities.deletesContacts`. */
  deleteContact(api: ProviderApi, contact: Contact): Promise<void>
  /** Adds and removes tags of many contacts, in as few calls as the provider allows. Called only if `capabilities.tags`. */
  tagContacts(
    api: ProviderApi,
    audience: string | null,
    contacts: readonly string[],
    change: UpdateTagsInput,
  ): Promise<Tagged[]>
}

/** What erasing a contact means at a provider. */
export interface ProviderErasure {
  readonly outcome: 'erased' | 'archived' | 'unsubscribed'
  /** What follows, what the provider keeps, and what cannot be undone: told before and after. */
  readonly detail: string
  /** `account`: once for the whole account. */
  readonly appliesTo: 'audience' | 'account'
}

/** What names a contact to its provider. */
export type FoundContact = Pick<Contact, 'id' | 'audienceIds'>

export interface Erasing {
  readonly erasure: ProviderErasure
  /** Erases a contact of any status, as far as the provider can. */
  eraseContact(api: ProviderApi, contact: FoundContact): Promise<void>
  /** Whether there is a contact with this address, of any status. */
  isKnown(api: ProviderApi, audience: string, email: string): Promise<boolean>
  /**
   * Adds an address as unsubscribed. It may be repeated: a contact that is there already, such as from a try that was interrupted, is unsubscribed.
   * @param contact.isNew whether it was not there a moment ago, so that it need not be looked up
   */
  addSuppressed(
    api: ProviderApi,
    audience: string,
    contact: { readonly email: string; readonly isNew: boolean },
    note: PastNote,
  ): Promise<void>
}
