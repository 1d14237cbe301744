import type { ErrorRow } from './error-row.ts'

/** Errors of any request: authentication, limits, bodies, the database. */
export const REQUESTS_ERRORS = {
  authentication_required: {
    status: 401,
    title: 'Authentication required',
    detail: 'The request has no secret key or sign-in.',
    nextStep: 'Sign in, or send a secret key as “Authorization: Bearer llk_…”.',
  },
  invalid_token: {
    status: 401,
    title: 'Invalid token',
    detail: 'The secret key or access token is invalid, expired or revoked.',
    nextStep: 'Check that it belongs to this server and was not revoked, or sign in again.',
  },
  sign_in_needed: {
    status: 401,
    title: 'Sign-in required',
    detail: 'The request has no access token or secret key.',
    nextStep:
      'Sign in with OAuth as the WWW-Authenticate header says, or send a secret key as “Authorization: Bearer llk_…”.',
  },
  insufficient_scope: {
    status: 403,
    title: 'Insufficient scope',
    detail: 'This request requires the scope {scope}.',
    nextStep: 'Use a secret key or an assistant that has this scope.',
  },
  insufficient_role: {
    status: 403,
    title: 'Insufficient role',
    detail: 'Your role lets you manage only your own connections.',
    nextStep: 'Ask an owner or admin of the workspace.',
  },
  not_a_member: {
    status: 403,
    title: 'Not a member',
    detail: 'You are not a member of this workspace.',
    nextStep: 'Ask an owner for an invitation.',
  },
  origin_not_allowed: {
    status: 403,
    title: 'Origin not allowed',
    detail: 'The request came from a page that is not part of this server.',
    nextStep: 'Reload the page and try again.',
  },
  csrf_token_invalid: {
    status: 403,
    title: 'Form expired',
    detail: 'The form is out of date or came from another site.',
    nextStep: 'Reload the page and try again.',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    detail: 'The rate limit for {limited|this secret key or IP address} is reached.',
    nextStep: 'Retry after {retryAfterSeconds|a few} seconds.',
  },
  invalid_request: {
    status: 400,
    title: 'Invalid request',
    detail: 'The request is invalid: {problem}.',
    nextStep: 'Correct the fields and send it again.',
  },
  request_too_large: {
    status: 413,
    title: 'Request too large',
    detail: 'The body is larger than {limitBytes} bytes.',
    nextStep: 'Send less at once: split a long list, or shorten texts and images.',
  },
  request_headers_too_large: {
    status: 431,
    title: 'Request headers too large',
    detail: 'The headers of the request are larger than this server accepts.',
    nextStep: 'Send fewer or shorter headers, such as cookies.',
  },
  request_timeout: {
    status: 408,
    title: 'Request timeout',
    detail: 'The request, or its body, did not arrive in time.',
    nextStep: 'Send it again, without pauses.',
  },
  call_too_slow: {
    status: 408,
    title: 'Call too slow',
    detail:
      'The call was ended because other calls of the account waited for it: its body arrived, or its response was read, too slowly.',
    nextStep:
      'Send the body without pauses, from memory or a file, and read the response at once, then try again.',
  },
  unsupported_media_type: {
    status: 415,
    title: 'Unsupported media type',
    detail: 'The content type, charset or compression of the body is not supported.',
    nextStep:
      'Send it in UTF-8 and not compressed, with the content type of the documentation: application/json, except at the OAuth token endpoint.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    detail: 'There is no resource at this URL.',
    nextStep: 'See /docs for the endpoints.',
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: 'This URL does not support the method.',
    nextStep: 'Use {allow}.',
  },
  // Status 499 as in nginx: the client has closed the connection, so only the log shows this error.
  request_canceled: {
    status: 499,
    title: 'Request canceled',
    detail: 'The client closed the connection before the response.',
    nextStep: 'Check whether the request was done, then try again.',
  },
  idempotency_key_in_use: {
    status: 409,
    title: 'Idempotency key in use',
    detail: 'Another request with this Idempotency-Key is in progress.',
    nextStep: 'Retry after {retryAfterSeconds} seconds to get its response.',
    repeatable: true,
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    detail: 'This Idempotency-Key was used with a different request.',
    nextStep: 'Use a new key for each new request.',
  },
  idempotency_outcome_unknown: {
    status: 409,
    title: 'Outcome of the first request unknown',
    detail:
      'The first request with this Idempotency-Key ended without a response, because a server stopped or the database was unavailable. It may have been done.',
    nextStep: 'Check whether it was done. If it was not, send it with a new key.',
  },
  database_unavailable: {
    status: 503,
    title: 'Database unavailable',
    detail: 'The database cannot be reached or written to.',
    nextStep: 'Retry after {retryAfterSeconds} seconds.',
  },
  internal_error: {
    status: 500,
    title: 'Internal error',
    detail: 'An unexpected error occurred.',
    nextStep: 'Retry. If it persists, give the {reference|request ID} to your administrator.',
  },
} as const satisfies Record<string, ErrorRow>
