import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { AccountDetails, Audience, AudienceDetails, PageQuery, Sourced, Template } from '../wire.ts'
import { campaigns } from './campaigns.ts'
import { contacts } from './contacts.ts'
import { segments } from './segments.ts'

/** The content of a connected account, in one model for all providers. */
export type ConnectedAccount = ReturnType<typeof account>

/**
 * All methods throw LetterlockApiError with permission_denied, scope_missing, connection_disconnected, provider_rejected_request,
 * provider_unavailable and the like, and resource_not_found for an unknown ID.
 */
export function account(api: Api, connectionId: string) {
  const { get, sourcedList } = api
  return {
    /** The account itself, and in `capabilities` what its provider supports. */
    get: (options?: RequestOptions) =>
      get<Sourced<AccountDetails>>(path`/v1/connections/${{ connectionId }}/account`, options),
    /** Lists of contacts. */
    audiences: {
      /** With the number of contacts. */
      list: (query: PageQuery = {}, options?: RequestOptions) =>
        sourcedList<Audience>(path`/v1/connections/${{ connectionId }}/audiences`, options, query),
      /** With its fields and rates. */
      get: (audienceId: string, options?: RequestOptions) =>
        get<Sourced<AudienceDetails>>(
          path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}`,
          options,
        ),
    },
    /** Parts of an audience. */
    segments: segments(api, connectionId),
    /** People, by email address or ID. */
    contacts: contacts(api, connectionId),
    /** Drafts, and what was sent. */
    campaigns: campaigns(api, connectionId),
    /** Designs that are kept at the provider. */
    templates: {
      /** With their names. @throws LetterlockApiError unsupported_by_provider */
      list: (query: PageQuery = {}, options?: RequestOptions) =>
        sourcedList<Template>(path`/v1/connections/${{ connectionId }}/templates`, options, query),
    },
  }
}
