import type { ErrorCode } from '../kernel/errors.ts'
import { ACCESS_TOKEN_PROBLEMS } from '../tokens/problems.ts'

type Codes = readonly ErrorCode[]

/** The errors of every call of a provider's API */
const CALL_PROBLEMS = [
  ...ACCESS_TOKEN_PROBLEMS,
  'permission_denied',
  'request_canceled',
  'scope_missing',
] as const satisfies Codes

/** `callProvider`, and the validation of its response */
export const PROVIDER_CALL_PROBLEMS = [
  ...CALL_PROBLEMS,
  'account_replaced',
  'outcome_unknown',
  'provider_rejected_request',
  'unsupported_by_provider',
] as const satisfies Codes

/** `proxyRequest`, which passes the provider's response on */
export const PROXY_PROBLEMS = [
  ...CALL_PROBLEMS,
  'call_too_slow',
  'campaign_busy',
  'campaign_in_use',
  'segment_in_use',
  'proxy_path_not_allowed',
  'proxy_path_unknown',
] as const satisfies Codes
