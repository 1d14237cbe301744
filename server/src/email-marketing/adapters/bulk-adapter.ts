import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import type { ProviderApi } from './provider-api.ts'

/* Many contacts with few calls, for moves of whole audiences. */

export interface NewContact {
  readonly email: string
  readonly fields: Readonly<Record<string, string>>
}

/** What an account has stored about an address. */
export interface KnownContact extends Pick<Contact, 'id' | 'status' | 'fields'> {
  /** Whether the audience has the contact, in whatever status. */
  readonly isInAudience: boolean
}

/** What an audience contained when it was read. Addresses are as returned by `plain`. */
export interface AudienceContents {
  /** The contacts of the audience, or of the whole account if its audiences share their contacts. */
  readonly known: ReadonlyMap<string, KnownContact>
  /** Addresses that were removed, and may have unsubscribed before: each is checked, and added with its own call. */
  readonly removed: ReadonlySet<string>
}

/**
 * The IDs of the contacts that were added, by address as returned by `plain`; null if the provider does not return IDs. A missing contact
 * existed already or was rejected: adding it with its own call tells which.
 */
export type AddedContacts = ReadonlyMap<string, string | null>

export interface BulkWriting {
  /** The statuses with which the provider adds many contacts with one call. Contacts with another status are added one by one. */
  readonly addsTogether: readonly ContactStatus[]
  readContents(api: ProviderApi, audience: string): Promise<AudienceContents>
  /**
   * Adds at most `MAX_TOGETHER` new contacts, and resolves when they exist. A contact that exists already keeps its status.
   * @param status one of `addsTogether`
   */
  addContacts(
    api: ProviderApi,
    audience: string,
    status: ContactStatus,
    contacts: readonly NewContact[],
  ): Promise<AddedContacts>
}
