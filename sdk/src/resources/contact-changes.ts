import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  ChangeContactAddressInput,
  Contact,
  DeletedContact,
  InAudience,
  Sourced,
  TagContactsInput,
  TagContactsResult,
} from '../wire.ts'

/** Less common changes of contacts. None of them resubscribes a contact. */
export function contactChanges({ post, delete: remove }: Api, connectionId: string) {
  return {
    /** Adds and removes tags of up to 500 contacts, and reports each. @throws LetterlockApiError unsupported_by_provider */
    tag: (input: TagContactsInput, options?: RequestOptions) =>
      post<Sourced<TagContactsResult>>(
        path`/v1/connections/${{ connectionId }}/contacts/tags`,
        options,
        input,
      ),
    /** Changes only the address. @throws LetterlockApiError contact_exists, contact_suppressed */
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
    /**
     * Archives it: the account keeps the contact, but sends it nothing. @throws LetterlockApiError contact_suppressed,
     * unsupported_by_provider
     */
    archive: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      post<Sourced<Contact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}/archive`,
        options,
        undefined,
        { audienceId },
      ),
    /**
     * Deletes it permanently. A contact that has unsubscribed is not deleted. @throws LetterlockApiError contact_suppressed,
     * unsupported_by_provider
     */
    delete: (contact: string, { audienceId }: InAudience = {}, options?: RequestOptions) =>
      remove<Sourced<DeletedContact>>(
        path`/v1/connections/${{ connectionId }}/contacts/${{ contact }}`,
        options,
        undefined,
        { audienceId },
      ),
  }
}
