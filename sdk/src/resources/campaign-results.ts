import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  CampaignLink,
  CampaignRecipient,
  CampaignReport,
  CampaignVariant,
  ListCampaignRecipientsQuery,
  PageQuery,
  Sourced,
} from '../wire.ts'

/** The results of a campaign. */
export function campaignResults({ get, sourcedList }: Api, connectionId: string) {
  return {
    /** Counts and rates of what recipients did. @throws LetterlockApiError campaign_not_sent */
    getReport: (campaignId: string, options?: RequestOptions) =>
      get<Sourced<CampaignReport>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/report`,
        options,
      ),
    /** How often each link was clicked. @throws LetterlockApiError unsupported_by_provider */
    listLinks: (campaignId: string, query: PageQuery = {}, options?: RequestOptions) =>
      sourcedList<CampaignLink>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/links`,
        options,
        query,
      ),
    /** The emails that an A/B test compares. @throws LetterlockApiError unsupported_by_provider */
    listVariants: (campaignId: string, query: PageQuery = {}, options?: RequestOptions) =>
      sourcedList<CampaignVariant>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/variants`,
        options,
        query,
      ),
    /** The recipients with one activity, such as `opened`. @throws LetterlockApiError unsupported_by_provider */
    listRecipients: (campaignId: string, query: ListCampaignRecipientsQuery = {}, options?: RequestOptions) =>
      sourcedList<CampaignRecipient>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/recipients`,
        options,
        query,
      ),
  }
}
