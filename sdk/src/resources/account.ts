import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  AccountAverages,
  AccountDetails,
  AccountFacts,
  Audience,
  AudienceDetails,
  AudienceGrowth,
  AudienceGrowthQuery,
  PageQuery,
  Sourced,
  Template,
  TemplateContent,
} from '../wire.ts'
import { automations } from './automations.ts'
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
    /** The account. `capabilities` says what its provider supports. */
    get: (options?: RequestOptions) =>
      get<Sourced<AccountDetails>>(path`/v1/connections/${{ connectionId }}/account`, options),
    /** Time zone, plan, senders and domains, as far as the provider reports them. */
    getFacts: (options?: RequestOptions) =>
      get<Sourced<AccountFacts>>(path`/v1/connections/${{ connectionId }}/account/facts`, options),
    /** Averages of the latest ten sent campaigns, to compare a campaign with. */
    getAverages: (options?: RequestOptions) =>
      get<Sourced<AccountAverages>>(path`/v1/connections/${{ connectionId }}/account/averages`, options),
    /** Lists of contacts. */
    audiences: {
      /** With the number of contacts. */
      list: (query: PageQuery = {}, options?: RequestOptions) =>
        sourcedList<Audience>(path`/v1/connections/${{ connectionId }}/audiences`, options, query),
      /** New contacts by month. @throws LetterlockApiError unsupported_by_provider */
      getGrowth: (audienceId: string, query: AudienceGrowthQuery = {}, options?: RequestOptions) =>
        get<Sourced<AudienceGrowth>>(
          path`/v1/connections/${{ connectionId }}/audiences/${{ audienceId }}/growth`,
          options,
          query,
        ),
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
    /** Drafts, scheduled and sent campaigns. */
    campaigns: campaigns(api, connectionId),
    /** Emails that the provider sends automatically. */
    automations: automations(api, connectionId),
    /** Templates that are stored at the provider. */
    templates: {
      /** With their names. @throws LetterlockApiError unsupported_by_provider */
      list: (query: PageQuery = {}, options?: RequestOptions) =>
        sourcedList<Template>(path`/v1/connections/${{ connectionId }}/templates`, options, query),
      /** Its HTML. @throws LetterlockApiError unsupported_by_provider */
      getContent: (templateId: string, options?: RequestOptions) =>
        get<Sourced<TemplateContent>>(
          path`/v1/connections/${{ connectionId }}/templates/${{ templateId }}/content`,
          options,
        ),
    },
  }
}
