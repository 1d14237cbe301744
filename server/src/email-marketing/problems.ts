import type { ErrorCode } from '../kernel/errors.ts'
import { PROVIDER_CALL_PROBLEMS } from '../proxy/problems.ts'

type Codes = readonly ErrorCode[]

/** `getAccountClient` and every call of an adapter */
export const ACCOUNT_CLIENT_PROBLEMS = PROVIDER_CALL_PROBLEMS

/** `checkCampaign` */
export const CHECK_CAMPAIGN_PROBLEMS = ['campaign_not_draft', 'resource_not_found'] as const satisfies Codes

/** `updateCampaign`, `testCampaign`: they need a draft that is not sent or changed meanwhile. */
export const DRAFT_PROBLEMS = ['campaign_busy', 'campaign_not_draft'] as const satisfies Codes

/** `createSendRequest` */
export const CREATE_SEND_REQUEST_PROBLEMS = [
  ...ACCOUNT_CLIENT_PROBLEMS,
  ...CHECK_CAMPAIGN_PROBLEMS,
  'campaign_busy',
  'campaign_not_ready',
  'invalid_send_time',
] as const satisfies Codes

/** `getSendRequest` */
export const GET_SEND_REQUEST_PROBLEMS = [
  ...ACCOUNT_CLIENT_PROBLEMS,
  'connection_not_found',
  'resource_not_found',
] as const satisfies Codes

/** `approveSendRequest` */
export const APPROVE_SEND_REQUEST_PROBLEMS = [
  ...ACCOUNT_CLIENT_PROBLEMS,
  ...CHECK_CAMPAIGN_PROBLEMS,
  'approval_text_mismatch',
  'campaign_busy',
  'campaign_changed',
  'campaign_not_ready',
  'connection_not_found',
  'invalid_send_time',
  'send_request_declined',
  'send_request_expired',
  'send_request_replaced',
  'send_request_used',
  'user_approval_required',
] as const satisfies Codes

/** `declineSendRequest` */
export const DECLINE_SEND_REQUEST_PROBLEMS = [
  'connection_not_found',
  'send_request_expired',
  'send_request_used',
] as const satisfies Codes
