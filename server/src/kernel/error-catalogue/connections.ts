import type { ErrorRow } from './error-row.ts'

/** Connections, credentials and calls to a provider. */
export const CONNECTIONS_ERRORS = {
  connection_exists: {
    status: 409,
    title: 'Connection exists',
    detail: 'This account is already connected as {connectionId}.',
    nextStep: 'Use that connection. {kept|}',
  },
  connection_not_found: {
    status: 404,
    title: 'Connection not found',
    detail: 'There is no such connection{called|}.',
    nextStep: '{choices|List the connections to find the ID.}',
  },
  connection_ambiguous: {
    status: 400,
    title: 'Several connections',
    detail: 'Several connections match.',
    nextStep: 'Choose one: {names}.',
  },
  connection_required: {
    status: 409,
    title: 'No connection',
    detail: 'No account is connected.',
    nextStep: 'Connect one at {connectUrl}, then try again.',
    repeatable: true,
  },
  account_replaced: {
    status: 409,
    title: 'Account replaced',
    detail:
      'The connection now belongs to a different account than when this was started. Nothing was sent to it.',
    nextStep: 'Start again if it is meant for the account that is connected now.',
  },
  connection_disconnected: {
    status: 409,
    title: 'Disconnected',
    detail: 'The connection has no working credential ({reason}).',
    nextStep: 'Ask the end user to reconnect.',
    repeatable: true,
  },
  provider_not_defined: {
    status: 409,
    title: 'Provider not defined',
    detail: 'This server no longer has the definition of the provider “{provider}”.',
    nextStep: 'Put its definition file back and restart the server, or delete the connection.',
    repeatable: true,
  },
  decryption_failed: {
    status: 500,
    title: 'Decryption failed',
    detail: 'The stored credential cannot be decrypted.',
    nextStep: 'Restore the encryption key, or reconnect.',
  },
  api_key_not_found: {
    status: 404,
    title: 'No API key',
    detail: 'This connection has no API key.',
    nextStep: 'Add one first.',
  },
  credentials_rejected: {
    status: 422,
    title: 'Credentials rejected',
    detail: '{provider} rejected the {credentialType}.',
    nextStep: 'Check that the credentials are complete and belong to this account. {kept|}',
  },
  refresh_rejected: {
    status: 409,
    title: 'Refresh rejected',
    detail: '{provider} rejected the refresh token.',
    nextStep: 'Ask the end user to reconnect.',
  },
  refresh_failing: {
    status: 503,
    title: 'Refresh failing',
    detail: 'The access token has expired and {provider} is not issuing a new one.',
    nextStep: 'Retry after {retryAfterSeconds|a few} seconds.',
  },
  refresh_in_progress: {
    status: 503,
    title: 'Refresh in progress',
    detail: 'The access token is being refreshed.',
    nextStep: 'Retry after {retryAfterSeconds|a few} seconds.',
  },
  unsupported_by_provider: {
    status: 422,
    title: 'Not supported',
    detail: '{provider} does not support {capability}.',
    nextStep: 'Use another method, or do it at {provider}.',
  },
  permission_denied: {
    status: 403,
    title: 'Permission denied',
    detail: 'This connection does not allow {permission}.',
    nextStep: 'Ask the end user to allow it.',
    repeatable: true,
  },
  scope_missing: {
    status: 403,
    title: 'Scope not granted',
    detail: '{provider} has not granted this connection the scope {scope}.',
    nextStep: 'Ask the end user to reconnect and to allow everything on {provider}’s page.',
    repeatable: true,
  },
  proxy_path_not_allowed: {
    status: 400,
    title: 'Path not allowed',
    detail: 'This path could leave {provider}’s API.',
    nextStep: 'Use a plain path without “..”, “//”, “\\” or encoded dots.',
  },
  proxy_path_unknown: {
    status: 403,
    title: 'Unknown path',
    detail:
      'Letterlock does not know {method} on this path of {provider}’s API, so the call could send email.',
    nextStep:
      'Check the method and path in {provider}’s reference. An unknown call requires the permission and the scope campaigns:send.',
  },
  resource_not_found: {
    status: 404,
    title: 'Not found in the account',
    detail: 'The account has no {resource|such resource} {id|}.',
    nextStep: 'List them to find the ID.',
  },
  provider_rate_limited: {
    status: 429,
    title: 'Provider rate limit',
    detail: '{provider}’s rate limit for this account is reached.',
    nextStep: 'Retry after {retryAfterSeconds|a few} seconds.',
  },
  provider_rejected_request: {
    status: 422,
    title: 'Rejected by provider',
    detail: '{provider} rejected the request ({providerStatus}): {problem}',
    nextStep: 'Correct the request and try again.',
  },
  provider_timeout: {
    status: 504,
    title: 'Provider timeout',
    detail: '{provider} did not respond in time.',
    nextStep: 'Retry in a moment.',
  },
  provider_unavailable: {
    status: 502,
    title: 'Provider unavailable',
    detail: '{provider} is unavailable.',
    nextStep: 'Retry in a moment.',
  },
  provider_response_invalid: {
    status: 502,
    title: 'Unexpected response',
    detail: '{provider} returned an unexpected response.',
    nextStep: 'Retry. If it persists, check {provider}’s status page.',
  },
  outcome_unknown: {
    status: 409,
    title: 'Outcome unknown',
    detail: '{provider} may have done this in whole or in part, but the request failed: {problem}',
    nextStep: 'Check the account first. Repeat the request only if it was not done.',
  },
} as const satisfies Record<string, ErrorRow>
