import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import { contactChanges } from './contact-changes.ts'
import type {
  Contact,
  ContactActivity,
  ContactEngagement,
  CreateContactImportInput,
  ImportContactsInput,
  ImportResult,
  InAudience,
  Job,
  ListContactActivityQuery,
  ListContactsQuery,
  Sourced,
  UpdateTagsInput,
  UpsertContactInput,
} from '../wire.ts'

/** The contacts of an account. `contact` is an email address or the provider's ID. */
export function contacts(api: Api, connectionId: string) {
  const { get, sourcedList, post, put } = api
  return {
    ...contactChanges(api, connectionId),
    /** Subscribed contacts, unless `status` or `search` says otherwise. @throws LetterlockApiError audience_required */
    list: (query: ListContactsQuery = {}, options?: RequestOptions) =>
      sourcedList<Contact>(path`/v1/connections/${{ connectionId }}/contacts`, options, query),
    /** With tags and fields. @throws LetterlockApiError audience_required, resource_not_found */
    get: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      get<Sourced<Contact>>(path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}`, options, {
        audienceId,
      }),
    /** Adds or updates a contact. A contact that has unsubscribed is not changed. @throws LetterlockApiError contact_suppressed */
    upsert: (input: UpsertContactInput, options?: RequestOptions) =>
      put<Sourced<Contact & { created: boolean }>>(
        path`/v1/connections/${{ connectionId }}/contacts`,
        options,
        input,
      ),
    /**
     * Adds or updates up to 500 contacts, and reports each. Unsubscribed ones are skipped. The same rows can be imported again.
     * @throws LetterlockApiError an error that every row would have, such as unknown_contact_field
     */
    import: (input: ImportContactsInput, options?: RequestOptions) =>
      post<Sourced<ImportResult>>(path`/v1/connections/${{ connectionId }}/contacts/import`, options, input),
    /** Adds or updates up to 10,000 contacts as a job. */
    createImport: (input: CreateContactImportInput, options?: RequestOptions) =>
      post<Job>(path`/v1/connections/${{ connectionId }}/contact-imports`, options, input),
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
    /** Unsubscribes it from the audience or, depending on the provider, from the whole account. */
    unsubscribe: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      post<Sourced<Contact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/unsubscribe`,
        options,
        undefined,
        { audienceId },
      ),
  }
}
