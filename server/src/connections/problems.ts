import type { ErrorCode } from '../kernel/errors.ts'

/*
 * The error codes of this domain, one list per function. Routes and other domains compose their lists from them. Every integration test
 * compares the lists of the routes with the responses that it received.
 */

type Codes = readonly ErrorCode[]

/** `assertOwnEndUser` */
export const OWN_END_USER_PROBLEMS = ['insufficient_role'] as const satisfies Codes

/** `outbound.request` to a provider */
export const PROVIDER_REQUEST_PROBLEMS = [
  'provider_not_defined',
  'provider_rate_limited',
  'provider_response_invalid',
  'provider_timeout',
  'provider_unavailable',
] as const satisfies Codes

/** `callAsOAuthApp` */
export const OAUTH_APP_PROBLEMS = [
  ...PROVIDER_REQUEST_PROBLEMS,
  'decryption_failed',
  'oauth_app_not_found',
  'oauth_app_rejected',
] as const satisfies Codes

/** `lookUpAccount`, `requireAccount` */
export const ACCOUNT_LOOKUP_PROBLEMS = [
  ...PROVIDER_REQUEST_PROBLEMS,
  'account_access_denied',
  'account_lookup_failed',
] as const satisfies Codes
