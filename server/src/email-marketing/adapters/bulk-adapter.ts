import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import type { ProviderApi } from './provider-api.ts'

/* Many contacts in few calls, for moves of whole audiences. */

/** A contact that is added. */
export interface NewContact {
  readonly email: string
  readonly fields: Readonly<Record<string, string>>
}

/** What an account knows of an address. */
export interface KnownContact extends Pick<Contact, 'id' | 'status' | 'fields'> {
  /** Whether the audience has the contact, in whatever status. */
  readonly isInAudience: boolean
}

/** What an audience had when it was read. Addresses are in their plain form. */
export interface AudienceContents {
  /** The contacts that there are: of the audience, or of the whole account where a contact is one for all audiences. */
  readonly known: ReadonlyMap<string, KnownContact>
  /** Addresses that are not there and may have unsubscribed before they were removed: each is added alone, and looked at. */
  readonly removed: ReadonlySet<string>
}

/**
 * The IDs of those that were added, by address in its plain form; null: the provider does not say. One that is missing may have been there, or
 * was refused: it is added alone, which tells.
 */
export type AddedContacts = ReadonlyMap<string, string | null>

export interface BulkWriting {
  /** Statuses in which the provider adds many contacts with one call. Contacts of others are added one by one. */
  readonly addsTogether: readonly ContactStatus[]
  readContents(api: ProviderApi, audience: string): Promise<AudienceContents>
  /**
   * Adds at most `MAX_TOGETHER` contacts that are not there, and returns when they are. One that is there all the same keeps its status.
   * @param status one of `addsTogether`
   */
  addContacts(
    api: ProviderApi,
    audience: string,
    status: ContactStatus,
    contacts: readonly NewContact[],
  ): Promise<AddedContacts>
}
