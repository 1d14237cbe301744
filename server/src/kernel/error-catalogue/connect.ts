import type { ErrorRow } from './error-row.ts'

/** OAuth apps, connect sessions, authorization requests and confirmation. */
export const CONNECT_ERRORS = {
  oauth_app_not_found: {
    status: 404,
    title: 'OAuth app not found',
    detail: 'No such OAuth app is registered.',
    nextStep: 'Register an OAuth app for this provider.',
    repeatable: true,
  },
  oauth_app_exists: {
    status: 409,
    title: 'OAuth app exists',
    detail: 'An OAuth app with this client ID is already registered.',
    nextStep: 'Add the new client secret to that OAuth app.',
  },
  oauth_app_in_use: {
    status: 409,
    title: 'OAuth app in use',
    detail: 'Connections depend on this OAuth app.',
    nextStep: 'Delete those connections first.',
  },
  client_secret_required: {
    status: 409,
    title: 'Client secret required',
    detail: 'An OAuth app needs at least one client secret.',
    nextStep: 'Add the new secret, then remove the old one.',
  },
  oauth_app_rejected: {
    status: 409,
    title: 'OAuth app rejected',
    detail: '{provider} rejected the OAuth app’s client ID or client secret.',
    nextStep: 'Add the current client secret, then try again. {kept|}',
    repeatable: true,
  },
  connect_link_not_found: {
    status: 404,
    title: 'Link not found',
    detail: 'This link is not valid.',
    nextStep: 'Go back to the application and start again.',
  },
  connect_link_expired: {
    status: 410,
    title: 'Link expired',
    detail: 'This link has expired.',
    nextStep: 'Go back to the application and start again.',
  },
  connect_link_used: {
    status: 410,
    title: 'Link already opened',
    detail: 'This link was already opened in another browser.',
    nextStep: 'Go back to the application and start again in this browser.',
  },
  connect_session_not_found: {
    status: 404,
    title: 'Connect session not found',
    detail: 'There is no such connect session.',
    nextStep: 'Create a new connect session.',
  },
  connect_session_expired: {
    status: 410,
    title: 'Page expired',
    detail: 'This page has expired.',
    nextStep: 'Go back to the application and start again.',
  },
  authorization_request_not_found: {
    status: 404,
    title: 'Request not found',
    detail: 'This authorization request is unknown.',
    nextStep: 'Go back to the application and start again.',
  },
  authorization_request_expired: {
    status: 410,
    title: 'Request expired',
    detail: 'The authorization took too long and has expired.',
    nextStep: 'Go back to the application and start again.',
  },
  authorization_request_used: {
    status: 409,
    title: 'Already completed',
    detail: 'This authorization was already completed.',
    nextStep: 'Go back to the application; the account may be connected.',
  },
  browser_mismatch: {
    status: 403,
    title: 'Different browser',
    detail: 'This authorization was started in another browser.',
    nextStep: 'Finish it there, or start again here.',
  },
  issuer_mismatch: {
    status: 400,
    title: 'Issuer mismatch',
    detail: 'The response came from a different provider than requested.',
    nextStep: 'Go back to the application and start again.',
  },
  invalid_authorization_response: {
    status: 400,
    title: 'Invalid response',
    detail: '{provider}’s response has no valid {parameter}.',
    nextStep: 'Go back to the application and start again.',
  },
  access_denied: {
    status: 403,
    title: 'Access denied',
    detail: 'Access was denied at {provider}.',
    nextStep: 'Start again and allow access.',
  },
  authorization_failed: {
    status: 400,
    title: 'Authorization failed',
    detail: '{provider} did not authorize the connection ({error}).',
    nextStep: 'Check the OAuth app’s settings at {provider}, then try again.',
  },
  authorization_code_rejected: {
    status: 400,
    title: 'Code rejected',
    detail: 'The authorization code has expired or was already used.',
    nextStep: 'Go back to the application and start again.',
  },
  account_access_denied: {
    status: 403,
    title: 'Account access denied',
    detail:
      '{provider} does not let this user use its API: their role does not allow it, or the account is blocked.',
    nextStep: 'Sign in to {provider} as the account’s owner or an admin, then reconnect. {kept|}',
  },
  account_lookup_delayed: {
    status: 503,
    title: 'Account lookup delayed',
    detail: '{provider} authorized the connection but cannot return the account right now. Nothing is lost.',
    nextStep:
      'Send the same request again after {retryAfterSeconds} seconds. The end user does not have to sign in again.',
  },
  account_lookup_failed: {
    status: 502,
    title: 'Account lookup failed',
    detail: '{provider} did not return the account.',
    nextStep: 'Retry in a moment.',
  },
  tokens_not_saved: {
    status: 409,
    title: 'Tokens not saved',
    detail:
      '{provider} issued new tokens, but the database was unavailable, so they could not be saved. The code or refresh token that was exchanged for them no longer works.',
    nextStep: 'Ask the end user to reconnect.',
  },
  return_url_not_allowed: {
    status: 400,
    title: 'Return URL not allowed',
    detail: 'The return URL is not in the workspace’s allowed list.',
    nextStep: 'Add its origin and path to allowedReturnUrls.',
    repeatable: true,
  },
  confirmation_token_invalid: {
    status: 400,
    title: 'Invalid confirmation token',
    detail: 'The confirmation token is not valid.',
    nextStep: 'Send it exactly as it arrived in the return URL.',
  },
  confirmation_token_expired: {
    status: 410,
    title: 'Confirmation token expired',
    detail: 'The confirmation token has expired.',
    nextStep: 'Create a new connect session.',
  },
  confirmation_token_used: {
    status: 409,
    title: 'Confirmation token used',
    detail: 'The confirmation token was already used.',
    nextStep: 'Get the connect session to see its status.',
  },
  device_code_invalid: {
    status: 400,
    title: 'Invalid device code',
    detail: 'The device code is not valid.',
    nextStep: 'Send it exactly as it was issued.',
  },
  device_code_expired: {
    status: 410,
    title: 'Device code expired',
    detail: 'The device code has expired.',
    nextStep: 'Create a new device authorization.',
  },
  end_user_mismatch: {
    status: 403,
    title: 'Different end user',
    detail: 'The signed-in end user is not the one this session was created for. Nothing was connected.',
    nextStep: 'Create a connect session for this end user.',
  },
  end_user_removed: {
    status: 409,
    title: 'End user removed',
    detail:
      'The end user has been erased, or removed as a member, while this was in progress. Nothing was connected.',
    nextStep: 'Start over only if the end user wants it.',
  },
  account_mismatch: {
    status: 409,
    title: 'Different account',
    detail: 'The end user signed in to {accountName}; this connection is for {currentAccountName}.',
    nextStep: 'To switch, confirm again with the new confirmationToken and acceptAccountId.',
  },
} as const satisfies Record<string, ErrorRow>
