import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import { campaignResults } from './campaign-results.ts'
import type {
  Campaign,
  CampaignCheck,
  CampaignContent,
  CopyCampaignInput,
  CreateCampaignInput,
  CreateSendRequestInput,
  ListCampaignsQuery,
  ResendCampaignInput,
  SendRequest,
  SendTestEmailInput,
  Sourced,
  UpdateCampaignInput,
} from '../wire.ts'

/** The campaigns of an account. Nothing here sends one: a user approves a send request. */
export function campaigns(api: Api, connectionId: string) {
  const { get, sourcedList, post, patch } = api
  return {
    ...campaignResults(api, connectionId),
    /** Without their content. */
    list: (query: ListCampaignsQuery = {}, options?: RequestOptions) =>
      sourcedList<Campaign>(path`/v1/connections/${{ connectionId }}/campaigns`, options, query),
    /** One campaign, without its content. */
    get: (campaignId: string, options?: RequestOptions) =>
      get<Sourced<Campaign>>(path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}`, options),
    /** Creates a draft. */
    create: (input: CreateCampaignInput, options?: RequestOptions) =>
      post<Sourced<Campaign>>(path`/v1/connections/${{ connectionId }}/campaigns`, options, input),
    /** Copies a campaign of any status as a new draft, with what the input changes. */
    copy: (campaignId: string, input: CopyCampaignInput = {}, options?: RequestOptions) =>
      post<Sourced<Campaign>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/copy`,
        options,
        input,
      ),
    /** Updates the given members. @throws LetterlockApiError campaign_not_draft, campaign_busy */
    update: (campaignId: string, input: UpdateCampaignInput, options?: RequestOptions) =>
      patch<Sourced<Campaign>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}`,
        options,
        input,
      ),
    /** Its HTML and text. */
    getContent: (campaignId: string, options?: RequestOptions) =>
      get<Sourced<CampaignContent>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/content`,
        options,
      ),
    /** What would be sent and to whom, and the blockers. @throws LetterlockApiError campaign_not_draft */
    check: (campaignId: string, options?: RequestOptions) =>
      get<Sourced<CampaignCheck>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/check`,
        options,
      ),
    /** Creates a draft for recipients who did not open it. Nothing is sent. @throws LetterlockApiError campaign_not_sent */
    resend: (campaignId: string, input: ResendCampaignInput = {}, options?: RequestOptions) =>
      post<Sourced<Campaign>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/resend`,
        options,
        input,
      ),
    /** Counts as sending: the connection needs the permission `send`. @throws LetterlockApiError campaign_not_draft, campaign_busy */
    sendTestEmail: (campaignId: string, input: SendTestEmailInput, options?: RequestOptions) =>
      post<Sourced<Campaign>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/test-emails`,
        options,
        input,
      ),
    /**
     * Returns what a user must see before they approve it, with `letterlock.sendRequests.approve`. Nothing is sent. It expires after ten
     * minutes. @throws LetterlockApiError campaign_not_ready, campaign_not_draft, invalid_send_time
     */
    createSendRequest: (campaignId: string, input: CreateSendRequestInput = {}, options?: RequestOptions) =>
      post<SendRequest>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/send-requests`,
        options,
        input,
      ),
    /** Makes it a draft again. @throws LetterlockApiError campaign_not_scheduled */
    unschedule: (campaignId: string, options?: RequestOptions) =>
      post<Sourced<Campaign>>(
        path`/v1/connections/${{ connectionId }}/campaigns/${{ campaignId }}/unschedule`,
        options,
      ),
  }
}
