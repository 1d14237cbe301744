import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  AccountContacts,
  ChangeContactAddressInput,
  Contact,
  ContactActivity,
  ContactEngagement,
  DeletedContact,
  FindContactQuery,
  ImportContactsInput,
  ImportResult,
  InAudience,
  ListContactActivityQuery,
  ListContactsQuery,
  Sourced,
  TagContactsInput,
  TagContactsResult,
  UpdateTagsInput,
  UpsertContactInput,
} from '../wire.ts'

/** The contacts of an account. `contact` is an email address or the provider's ID. */
export function contacts({ get, sourcedList, post, put, delete: remove }: Api, connectionId: string) {
  return {
    /** Subscribed contacts, unless `status` or `search` says otherwise. @throws LetterlockApiError audience_required */
    list: (query: ListContactsQuery = {}, options?: RequestOptions) =>
      sourcedList<Contact>(path`/v1/connections/${{ connectionId }}/contacts`, options, query),
    /** With tags and fields. @throws LetterlockApiError audience_required, resource_not_found */
    get: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      get<Sourced<Contact>>(path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}`, options, {
        audienceId,
      }),
    /** Adds or changes a contact. One that has unsubscribed is not changed. @throws LetterlockApiError contact_suppressed */
    upsert: (input: UpsertContactInput, options?: RequestOptions) =>
      put<Sourced<Contact & { created: boolean }>>(
        path`/v1/connections/${{ connectionId }}/contacts`,
        options,
        input,
      ),
    /**
     * Adds or changes up to 500 contacts, and reports each. Unsubscribed ones are skipped. The same rows can be imported again.
     * @throws LetterlockApiError an error that every row would have, such as unknown_contact_field
     */
    import: (input: ImportContactsInput, options?: RequestOptions) =>
      post<Sourced<ImportResult>>(path`/v1/connections/${{ connectionId }}/contacts/import`, options, input),
    /** What the contact did with the campaigns that it received. */
    listActivity: (contact: string, query: ListContactActivityQuery = {}, options?: RequestOptions) =>
      sourcedList<ContactActivity>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/activity`,
        options,
        query,
      ),
    /** When the contact last received, opened and clicked a campaign. */
    getEngagement: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      get<Sourced<ContactEngagement>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/engagement`,
        options,
        { audienceId },
      ),
    /** Adds and removes tags of up to 500 contacts, and reports each. @throws LetterlockApiError unsupported_by_provider */
    tag: (input: TagContactsInput, options?: RequestOptions) =>
      post<Sourced<TagContactsResult>>(
        path`/v1/connections/${{ connectionId }}/contacts/tags`,
        options,
        input,
      ),
    /** Everything but the address stays. @throws LetterlockApiError contact_exists, contact_suppressed */
    changeAddress: (
      contact: string,
      { audienceId, ...input }: ChangeContactAddressInput & InAudience,
      options?: RequestOptions,
    ) =>
      post<Sourced<Contact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/change-address`,
        options,
        input,
        { audienceId },
      ),
    /** The account keeps it, and sends nothing more. @throws LetterlockApiError contact_suppressed, unsupported_by_provider */
    archive: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      post<Sourced<Contact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/archive`,
        options,
        undefined,
        { audienceId },
      ),
    /** For good. One that has unsubscribed stays. @throws LetterlockApiError contact_suppressed, unsupported_by_provider */
    delete: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      remove<Sourced<DeletedContact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}`,
        options,
        undefined,
        { audienceId },
      ),
    /** Adds and removes tags. */
    updateTags: (
      contact: string,
      { audienceId, ...input }: UpdateTagsInput & InAudience,
      options?: RequestOptions,
    ) =>
      post<Sourced<Contact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/tags`,
        options,
        input,
        { audienceId },
      ),
    /** From the audience, or from the whole account where the provider has it so. */
    unsubscribe: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      post<Sourced<Contact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/unsubscribe`,
        options,
        undefined,
        { audienceId },
      ),
  }
}

/** Contacts over all accounts. */
export function allContacts({ list }: Api) {
  return {
    /** Looks for an address in every account, over all audiences and statuses: one item for each account. */
    find: (query: FindContactQuery, options?: RequestOptions) =>
      list<AccountContacts>(path`/v1/contacts`, options, query),
  }
}
