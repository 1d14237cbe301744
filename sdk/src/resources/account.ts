import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  AccountDetails,
  Audience,
  AudienceDetails,
  ListSegmentsQuery,
  PageQuery,
  Segment,
  Sourced,
  Template,
} from '../wire.ts'
import { campaigns } from './campaigns.ts'
import { contacts } from './contacts.ts'

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
    audiences: {
      list: (query: PageQuery = {}, options?: RequestOptions) =>
        sourcedList<Audience>(path`/v1/connections/${{ connectionId }}/audiences`, options, query),
      get: (audienceId: string, options?: RequestOptions) =>
        get<Sourced<AudienceDetails>>(
          path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}`,
          options,
        ),
    },
    segments: {
      list: ({ audienceId, ...query }: ListSegmentsQuery, options?: RequestOptions) =>
        sourcedList<Segment>(
          path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/segments`,
          options,
          query,
        ),
    },
    contacts: contacts(api, connectionId),
    campaigns: campaigns(api, connectionId),
    templates: {
      list: (query: PageQuery = {}, options?: RequestOptions) =>
        sourcedList<Template>(path`/v1/connections/${{ connectionId }}/templates`, options, query),
    },
  }
}
