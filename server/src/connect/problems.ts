import {
  ACCOUNT_LOOKUP_PROBLEMS,
  OAUTH_APP_PROBLEMS,
  OWN_END_USER_PROBLEMS,
} from '../connections/problems.ts'
import type { ErrorCode } from '../kernel/errors.ts'
import { REFRESH_GRANT_PROBLEMS } from '../tokens/problems.ts'

type Codes = readonly ErrorCode[]

/** `keepingTokens` */
const KEEPING_PROBLEMS = ['account_lookup_delayed', 'tokens_not_saved'] as const satisfies Codes

/** `createConnectSession` */
export const CREATE_CONNECT_SESSION_PROBLEMS = [
  ...OWN_END_USER_PROBLEMS,
  'connection_not_found',
  'oauth_app_not_found',
  'return_url_not_allowed',
] as const satisfies Codes

/** `confirmConnectSession` */
export const CONFIRM_PROBLEMS = [
  ...OWN_END_USER_PROBLEMS,
  ...OAUTH_APP_PROBLEMS,
  ...ACCOUNT_LOOKUP_PROBLEMS,
  ...KEEPING_PROBLEMS,
  'account_mismatch',
  'authorization_code_rejected',
  'authorization_failed',
  'confirmation_token_expired',
  'confirmation_token_invalid',
  'confirmation_token_used',
  'end_user_mismatch',
  'end_user_removed',
] as const satisfies Codes

/** `createDeviceAuthorization` */
export const CREATE_DEVICE_AUTHORIZATION_PROBLEMS = [
  ...OWN_END_USER_PROBLEMS,
  ...OAUTH_APP_PROBLEMS,
  'authorization_failed',
  'unsupported_by_provider',
] as const satisfies Codes

/** `pollDeviceAuthorization` */
export const POLL_DEVICE_AUTHORIZATION_PROBLEMS = [
  ...OWN_END_USER_PROBLEMS,
  ...OAUTH_APP_PROBLEMS,
  ...ACCOUNT_LOOKUP_PROBLEMS,
  ...KEEPING_PROBLEMS,
  'access_denied',
  'authorization_failed',
  'device_code_expired',
  'device_code_invalid',
  'end_user_removed',
] as const satisfies Codes

/** `setApiKey` */
export const SET_API_KEY_PROBLEMS = [
  ...ACCOUNT_LOOKUP_PROBLEMS,
  'account_mismatch',
  'credentials_rejected',
  'unsupported_by_provider',
] as const satisfies Codes

/** `connectWithApiKey`, `importTokens` and `exchangeLegacyCredentials` */
export const CREATE_CONNECTION_PROBLEMS = [
  ...OWN_END_USER_PROBLEMS,
  ...REFRESH_GRANT_PROBLEMS,
  ...ACCOUNT_LOOKUP_PROBLEMS,
  ...KEEPING_PROBLEMS,
  'connection_exists',
  'credentials_rejected',
  'end_user_removed',
  'unsupported_by_provider',
] as const satisfies Codes
