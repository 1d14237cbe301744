import type { Problem } from '@letterlock/sdk/wire.ts'
import type { FastifyBaseLogger, FastifyError } from 'fastify'
import { ProblemError, invalidRequest, sentenceOf, type ErrorCode } from '../kernel/errors.ts'

/** A code without a status does not compile. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  permission_denied: 403,
  account_access_denied: 403,
  account_lookup_delayed: 503,
  account_lookup_failed: 502,
  member_exists: 409,
  api_key_not_found: 404,
  credentials_rejected: 400,
  unsupported_by_provider: 400,
  oauth_app_rejected: 502,
  oauth_app_exists: 409,
  oauth_app_in_use: 409,
  oauth_app_not_found: 404,
  assistant_not_found: 404,
  authorization_request_expired: 400,
  authorization_request_not_found: 400,
  authorization_request_used: 400,
  audience_required: 400,
  authorization_failed: 400,
  request_too_large: 413,
  issuer_mismatch: 400,
  campaign_changed: 409,
  campaign_not_draft: 409,
  campaign_not_ready: 409,
  campaign_not_scheduled: 409,
  campaign_not_sent: 409,
  invalid_authorization_response: 400,
  authorization_code_rejected: 400,
  user_approval_required: 403,
  send_request_expired: 410,
  approval_text_mismatch: 409,
  send_request_not_found: 404,
  send_request_used: 409,
  connection_exists: 409,
  connection_not_found: 404,
  connection_ambiguous: 400,
  consent_request_not_found: 404,
  contact_suppressed: 409,
  decryption_failed: 500,
  origin_not_allowed: 403,
  database_unavailable: 503,
  access_denied: 403,
  account_mismatch: 409,
  connection_disconnected: 409,
  unknown_contact_field: 422,
  idempotency_key_in_use: 409,
  idempotency_key_reused: 422,
  incorrect_password: 403,
  internal_error: 500,
  invalid_request: 400,
  invitation_email_needed: 403,
  invitation_expired: 410,
  invitation_email_mismatch: 403,
  invitation_not_found: 404,
  authentication_required: 401,
  secret_key_not_found: 404,
  invalid_token: 401,
  owner_required: 409,
  client_secret_required: 409,
  connect_link_expired: 410,
  connect_link_not_found: 404,
  connect_link_used: 410,
  member_not_found: 404,
  method_not_allowed: 405,
  insufficient_scope: 403,
  not_a_member: 403,
  approver_unavailable: 409,
  connection_required: 409,
  not_found: 404,
  outcome_unknown: 502,
  end_user_mismatch: 403,
  insufficient_role: 403,
  passkey_verification_failed: 401,
  password_reset_link_expired: 400,
  password_weak: 422,
  user_exists: 409,
  platform_answer_unexpected: 502,
  provider_rate_limited: 429,
  provider_rejected_request: 502,
  provider_timeout: 504,
  provider_unavailable: 502,
  proxy_path_not_allowed: 400,
  proxy_path_unknown: 403,
  rate_limited: 429,
  refresh_rejected: 409,
  refresh_failing: 503,
  refresh_in_progress: 503,
  // As nginx has it: the caller has closed the connection, so nobody sees it but the log.
  request_cancelled: 499,
  resource_not_found: 404,
  return_url_not_allowed: 400,
  scope_missing: 403,
  too_many_attempts: 429,
  invalid_verification_code: 401,
  sender_required: 409,
  invalid_send_time: 422,
  connect_session_expired: 410,
  connect_session_not_found: 404,
  setup_completed: 409,
  setup_link_invalid: 403,
  sign_in_needed: 401,
  invalid_credentials: 401,
  reauthentication_required: 403,
  test_recipient_not_allowed: 403,
  confirmation_token_expired: 410,
  confirmation_token_invalid: 400,
  confirmation_token_used: 409,
  provider_response_invalid: 502,
  unsupported_media_type: 415,
  browser_mismatch: 400,
}

export function statusOf(code: ErrorCode): number {
  return STATUS[code]
}

/** The one place where whatever was thrown becomes an error with a code. */
export function toProblemError(error: unknown, limitBytes: number): ProblemError {
  if (error instanceof ProblemError) return error
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ProblemError('request_too_large', { facts: { limitBytes } })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_EMPTY_TYPE')
    return new ProblemError('unsupported_media_type')
  if (code === 'FST_ERR_BAD_URL')
    return invalidRequest({
      parameter: 'path',
      detail: 'The address has a “%” without two hexadecimal digits.',
    })
  if (code === 'FST_ERR_CTP_INVALID_CONTENT_LENGTH')
    return invalidRequest({
      header: 'Content-Length',
      detail: 'The body is not as long as Content-Length says.',
    })
  if (statusCode && statusCode < 500) return invalidRequest({ pointer: '', detail: NOT_JSON })
  return new ProblemError('internal_error', { cause: error })
}

export const NOT_JSON = 'The body is not valid JSON.'

/** RFC 9457. Nothing private is in it: detail and cause go to the log. */
export function problemOf(error: ProblemError, instance: string): Problem {
  const { happened, next } = sentenceOf(error)
  return {
    type: `urn:letterlock:error:${error.code}`,
    title: error.code.replaceAll('_', ' '),
    status: statusOf(error.code),
    detail: happened,
    code: error.code,
    next,
    instance,
    ...error.facts,
    ...(error.errors.length > 0 && { errors: [...error.errors] }),
  }
}

/** `Retry-After`, if the error has a time. */
function retryAfter({ facts }: ProblemError): Record<string, string> {
  const { retryAfterSeconds } = facts
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
}

/** An error as it is sent. */
export interface ErrorResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export function toErrorResponse(error: ProblemError, requestId: string): ErrorResponse {
  return {
    status: statusOf(error.code),
    headers: { 'content-type': 'application/problem+json', ...retryAfter(error) },
    body: JSON.stringify(problemOf(error, requestId)),
  }
}

/** Logs a rejected request, with what the response leaves out. Server errors are logged as errors. */
export function logRejection(
  log: FastifyBaseLogger,
  error: ProblemError,
  requestId: string,
  route: string,
): void {
  const level = statusOf(error.code) >= 500 ? 'error' : 'info'
  const { code, detail, cause } = error
  const reason =
    cause instanceof Error
      ? { cause: cause.message, ...(code === 'internal_error' && { stack: cause.stack }) }
      : {}
  log[level]({ refusal: code, detail, ...reason, instance: requestId, route }, 'refused')
}
