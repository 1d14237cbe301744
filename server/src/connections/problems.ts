import type { ErrorCode } from '../kernel/errors.ts'

/*
 * The error codes of what this domain does, one list per function. Routes and other domains compose theirs from them. Every test world compares
 * the lists of the routes with the answers that it has seen.
 */

type Codes = readonly ErrorCode[]

/** `assertOwner` */
export const OWNER_PROBLEMS = ['insufficient_role'] as const satisfies Codes

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
