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

/** The rarer changes of contacts. None of them subscribes one that has unsubscribed. */
export function contactChanges({ post, delete: remove }: Api, connectionId: string) {
  return {
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
  }
}
