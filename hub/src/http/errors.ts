import type { Problem } from '@letterlock/client/wire.ts'
import type { FastifyBaseLogger, FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { HubError, invalidRequest, sentenceOf, type ErrorCode } from '../errors.ts'

/** A code without a status does not compile. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  access_not_allowed: 403,
  account_access_denied: 403,
  account_lookup_delayed: 503,
  account_lookup_failed: 502,
  already_member: 409,
  api_key_missing: 404,
  api_key_rejected: 400,
  api_key_unsupported: 400,
  app_credentials_rejected: 502,
  app_exists: 409,
  app_in_use: 409,
  app_not_found: 404,
  assistant_not_found: 404,
  attempt_expired: 400,
  attempt_unknown: 400,
  attempt_used: 400,
  audience_missing: 400,
  authorization_failed: 400,
  body_too_large: 413,
  callback_mixed_up: 400,
  campaign_changed: 409,
  campaign_not_draft: 409,
  campaign_not_ready: 409,
  campaign_not_scheduled: 409,
  campaign_not_sent: 409,
  capability_missing: 422,
  code_missing: 400,
  code_rejected: 400,
  confirmation_by_person: 403,
  confirmation_expired: 410,
  confirmation_refused: 409,
  confirmation_unknown: 404,
  confirmation_used: 409,
  connection_exists: 409,
  connection_not_found: 404,
  connection_unclear: 400,
  consent_unknown: 404,
  contact_unsubscribed: 409,
  credential_unreadable: 500,
  cross_origin_refused: 403,
  database_unavailable: 503,
  denied: 403,
  device_unsupported: 400,
  different_account: 409,
  disconnected: 409,
  field_unknown: 422,
  idempotency_key_in_use: 409,
  idempotency_key_reused: 422,
  incorrect_password: 403,
  internal: 500,
  invalid_request: 400,
  invitation_email_needed: 403,
  invitation_expired: 410,
  invitation_for_other: 403,
  invitation_unknown: 404,
  key_missing: 401,
  key_not_found: 404,
  key_unknown: 401,
  last_owner: 409,
  last_secret: 409,
  link_expired: 410,
  link_unknown: 404,
  link_used: 410,
  marketing_unsupported: 400,
  member_not_found: 404,
  method_not_allowed: 405,
  migration_refused: 400,
  migration_unsupported: 400,
  missing_right: 403,
  no_workspace: 403,
  nobody_to_confirm: 409,
  not_connected: 409,
  not_found: 404,
  not_signed_in: 401,
  outcome_unknown: 502,
  owner_mismatch: 403,
  owner_refused: 403,
  passkey_refused: 401,
  password_link_unknown: 400,
  password_weak: 422,
  person_exists: 409,
  platform_answer_unexpected: 502,
  platform_busy: 429,
  platform_refused: 502,
  platform_timeout: 504,
  platform_unreachable: 502,
  proxy_path_refused: 400,
  proxy_path_unknown: 403,
  rate_limited: 429,
  refresh_rejected: 409,
  renewal_failing: 503,
  renewal_under_way: 503,
  // As nginx has it: the caller has closed the connection, so nobody sees it but the log.
  request_cancelled: 499,
  resource_not_found: 404,
  return_url_refused: 400,
  scope_missing: 403,
  second_factor_locked: 429,
  second_factor_refused: 401,
  sender_missing: 409,
  sending_time_refused: 422,
  session_expired: 410,
  session_not_found: 404,
  set_up_done: 409,
  set_up_link_unknown: 403,
  sign_in_needed: 401,
  sign_in_refused: 401,
  sign_in_stale: 403,
  state_missing: 400,
  test_address_refused: 403,
  ticket_expired: 410,
  ticket_unknown: 400,
  ticket_used: 409,
  token_answer_invalid: 502,
  token_refused: 401,
  token_rejected: 400,
  unsupported_media_type: 415,
  wrong_browser: 400,
}

export function statusOf(code: ErrorCode): number {
  return STATUS[code]
}

/** The one place where whatever was thrown becomes an error with a code. */
export function toHubError(error: unknown, limitBytes: number): HubError {
  if (error instanceof HubError) return error
  const { code, statusCode } = error as Partial<FastifyError>
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new HubError('body_too_large', { facts: { limitBytes } })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE' || code === 'FST_ERR_CTP_EMPTY_TYPE')
    return new HubError('unsupported_media_type')
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
  return new HubError('internal', { cause: error })
}

export const NOT_JSON = 'The body is not valid JSON.'

/** RFC 9457. Nothing private is in it: detail and cause go to the log. */
export function problemOf(error: HubError, instance: string): Problem {
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

/** `Retry-After`, where the error says when. */
export function retryAfter({ facts }: HubError): Record<string, string> {
  const { retryAfterSeconds } = facts
  return retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }
}

/** Refusals are logged, with what the answer keeps to itself. */
export function logRefusal(log: FastifyBaseLogger, error: HubError, instance: string, route: string): void {
  const level = statusOf(error.code) >= 500 ? 'error' : 'info'
  const { code, detail, cause } = error
  const reason =
    cause instanceof Error ? { cause: cause.message, ...(code === 'internal' && { stack: cause.stack }) } : {}
  log[level]({ refusal: code, detail, ...reason, instance, route }, 'refused')
}

export function logError(request: FastifyRequest, error: HubError): void {
  logRefusal(request.log, error, request.id, request.routeOptions.url ?? 'none')
}

export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: HubError): FastifyReply {
  logError(request, error)
  return reply
    .code(statusOf(error.code))
    .headers(retryAfter(error))
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(problemOf(error, request.id))
}
