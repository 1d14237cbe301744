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
   * @param contact.isNew whether it was not there a moment ago, so that one that is asked to confirm need not be looked up
   * @param note for adapters that have `checkPast`
   * @throws ProblemError contact_suppressed, unknown_contact_field
   */
  saveContact(
    api: ProviderApi,
    contact: UpsertContactInput & { readonly isNew?: boolean },
    note: PastNote,
  ): Promise<{ contact: Contact; created: boolean }>
  /**
   * For providers that show only after adding a contact whether it had unsubscribed: checks a contact whose note is open, unsubscribes it if
   * it had, and removes the note.
   * @throws ProblemError resource_not_found if the contact does not exist yet
   */
  checkPast?(
    api: ProviderApi,
    added: { readonly audience: string; readonly email: string; readonly mustUnsubscribe: boolean },
    note: PastNote,
  ): Promise<void>
  tagContact(api: ProviderApi, wanted: ContactWanted, change: UpdateTagsInput): Promise<Contact>
  unsubscribe(api: ProviderApi, wanted: ContactWanted): Promise<Contact>
}

/** The outcome for one of many contacts. */
export interface Tagged {
  /** The contact as given: an email address or an ID. */
  readonly contact: string
  readonly error?: ProblemError
}

/** Less frequent changes. None of them resubscribes an unsubscribed contact. */
export interface ContactChanging {
  /** Every contact of the account with this address, one per audience where the provider keeps contacts by audience. */
  findAddress(api: ProviderApi, email: string): Promise<Contact[]>
  /**
   * Gives a contact another address; everything else stays.
   * @param contact as it is now, and not suppressed
   * @throws ProblemError contact_exists
   */
  changeAddress(api: ProviderApi, contact: Contact, email: string): Promise<Contact>
  /** Archives a contact: the account keeps it and sends it nothing. Called only if `capabilities.archivesContacts`. */
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
  /** A text for before and after: the consequences, what the provider keeps, and what cannot be undone. */
  readonly detail: string
  /** `account` if one call erases the contact from the whole account. */
  readonly appliesTo: 'audience' | 'account'
}

/** The IDs by which a provider finds a contact. */
export type FoundContact = Pick<Contact, 'id' | 'audienceIds'>

export interface Erasing {
  readonly erasure: ProviderErasure
  /** Erases a contact of any status, as far as the provider can. */
  eraseContact(api: ProviderApi, contact: FoundContact): Promise<void>
  /** Whether there is a contact with this address, of any status. */
  isKnown(api: ProviderApi, audience: string, email: string): Promise<boolean>
  /**
   * Adds an address as unsubscribed. Can be repeated: an existing contact, such as one of an interrupted attempt, is unsubscribed.
   * @param contact.isNew whether the contact did not exist a moment ago, so that it is not looked up
   */
  addSuppressed(
    api: ProviderApi,
    audience: string,
    contact: { readonly email: string; readonly isNew: boolean },
    note: PastNote,
  ): Promise<void>
}
