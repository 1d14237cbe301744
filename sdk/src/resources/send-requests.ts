import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  ApproveSendRequestInput,
  Campaign,
  ListSendRequestsQuery,
  SendRequest,
  SendRequestSummary,
} from '../wire.ts'

/** Campaigns that wait for the approval of a user. `account.campaigns.createSendRequest` creates one. */
export function sendRequests({ get, list, post }: Api) {
  return {
    /**
     * Send requests of the last day and scheduled ones, newest first. A secret key lists and can decline all of the workspace, but
     * approves only its own.
     */
    list: (query: ListSendRequestsQuery = {}, options?: RequestOptions) =>
      list<SendRequestSummary>(path`/v1/send-requests`, options, query),
    /** What would be sent, in its current state. @throws LetterlockApiError send_request_not_found, campaign_not_draft */
    get: (sendRequestId: string, options?: RequestOptions) =>
      get<SendRequest>(path`/v1/send-requests/${{ sendRequestId }}`, options),
    /**
     * Sends or schedules the campaign, once, unless its content, its segments or its recipients have changed.
     * @throws LetterlockApiError approval_text_mismatch, campaign_changed, send_request_expired, send_request_used, …
     */
    approve: (sendRequestId: string, input: ApproveSendRequestInput, options?: RequestOptions) =>
      post<Campaign>(path`/v1/send-requests/${{ sendRequestId }}/approve`, options, input),
    /** Declines it. Nothing is sent. @throws LetterlockApiError send_request_used, send_request_expired */
    decline: (sendRequestId: string, options?: RequestOptions) =>
      post<void>(path`/v1/send-requests/${{ sendRequestId }}/decline`, options),
  }
}
