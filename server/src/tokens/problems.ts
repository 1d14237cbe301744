import {
  ACCOUNT_LOOKUP_PROBLEMS,
  OAUTH_APP_PROBLEMS,
  PROVIDER_REQUEST_PROBLEMS,
} from '../connections/problems.ts'
import type { ErrorCode } from '../kernel/errors.ts'

type Codes = readonly ErrorCode[]

/** `AccessTokens.getAccessToken` */
export const ACCESS_TOKEN_PROBLEMS = [
  ...PROVIDER_REQUEST_PROBLEMS,
  'connection_disconnected',
  'decryption_failed',
  'refresh_failing',
  'refresh_in_progress',
] as const satisfies Codes

/** `ConnectionChecker.check` */
export const CHECK_PROBLEMS = [
  ...ACCOUNT_LOOKUP_PROBLEMS,
  'connection_disconnected',
  'decryption_failed',
] as const satisfies Codes

/** `refreshConnection`; the connection in the response says if a refresh failed. */
export const REFRESH_PROBLEMS = [
  'connection_disconnected',
  'decryption_failed',
  'invalid_request',
  'provider_not_defined',
  'refresh_in_progress',
] as const satisfies Codes

/** `refreshTokens` with tokens that are not stored */
export const REFRESH_GRANT_PROBLEMS = [...OAUTH_APP_PROBLEMS, 'refresh_rejected'] as const satisfies Codes
