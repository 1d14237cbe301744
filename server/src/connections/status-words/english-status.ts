import type { StatusFacts } from './status-facts.ts'

/** The sentences about the status of a connection, by code. The API returns them in English. */
export const ENGLISH_STATUS = {
  sentences: {
    working: () => 'Working.',
    no_expiry: (provider: string) => `${provider} tokens do not expire.`,
    unknown_expiry_checked: (provider: string) =>
      `${provider} does not say when the token expires; it is checked once a day.`,
    unknown_expiry_refreshed: (provider: string, facts: StatusFacts) =>
      `${provider} does not say when a token expires; it is refreshed at least every ${facts.minutes} minutes.`,
    scopes_missing: (provider: string, facts: StatusFacts) =>
      `${provider} did not grant every requested scope; calls that need ${facts.scopes} are rejected.`,
    checks_failing: (_provider: string, facts: StatusFacts) =>
      `Checks have failed since ${facts.since}: ${facts.problem}. Before that, the connection worked.`,
    using_api_key: () => 'Using the API key.',
    oauth_not_working: () => 'OAuth is not working:',
    api_key_rejected: (provider: string) => `${provider} no longer accepts the API key.`,
    not_connected: () => 'Not connected yet.',
    disconnect_requested: () => 'Disconnected on request.',
    revoked_at_provider: (provider: string) => `Access was revoked at ${provider}.`,
    refresh_rejected: (provider: string) => `${provider} rejected the refresh token.`,
    response_lost: (provider: string, facts: StatusFacts) =>
      `${provider} replaced the refresh token on ${facts.since}, but its response was lost; the old token is no longer accepted.`,
    expired: () => 'The access token has expired.',
    expired_refreshed_by_call: () => 'The access token has expired; the next call refreshes it.',
    expired_refresh_failing: (provider: string, facts: StatusFacts) =>
      `The access token has expired, and ${provider} has not refreshed it since ${facts.since}; we keep trying.`,
    expired_oauth_app_rejected: (provider: string) =>
      `The access token has expired, and ${provider} rejected the OAuth app’s client ID or client secret.`,
    oauth_app_rejected: (provider: string) =>
      `${provider} rejected the OAuth app’s client ID or client secret.`,
    account_disabled: (provider: string) => `The account is disabled at ${provider}.`,
    token_expiring: (provider: string, facts: StatusFacts) =>
      `Expires on ${facts.until}. ${provider} tokens cannot be refreshed.`,
    sign_in_expiring: (provider: string, facts: StatusFacts) =>
      `Expires on ${facts.until}. After that, ${provider} does not refresh the token without a new sign-in.`,
    refresh_failing: (provider: string, facts: StatusFacts) =>
      `Expires on ${facts.until}. ${provider} has not refreshed the token since ${facts.since}; we keep trying.`,
    refresh_failing_unknown_expiry: (provider: string, facts: StatusFacts) =>
      `Working, but ${provider} has not refreshed the token since ${facts.since} and does not say when it expires; we keep trying.`,
    provider_not_defined: (provider: string) =>
      `This server no longer has the definition of the provider “${provider}”.`,
  },
  nextSteps: {
    connect: () => 'Connect the account.',
    reconnect: () => 'Reconnect the account.',
    reconnect_before: () => 'Reconnect the account before then.',
    allow_scopes: (provider: string) =>
      `Reconnect the account and allow everything on ${provider}’s page if you need such calls.`,
    add_client_secret: () => 'Add the current client secret to the OAuth app.',
    add_api_key: () => 'Add a new API key, or connect with OAuth.',
    resolve_at_provider: (provider: string) => `Resolve this with ${provider}, then check again.`,
    restore_definition: () =>
      'Put its definition file back and restart the server, or delete the connection.',
  },
  /** Why a check or a refresh failed, by the code of its error. */
  problems: {
    account_lookup_failed: 'account lookup failed',
    oauth_app_rejected: 'OAuth app rejected',
    decryption_failed: 'stored credential unreadable',
    provider_rate_limited: 'provider rate limit reached',
    provider_timeout: 'provider did not respond in time',
    provider_unavailable: 'provider unavailable',
    provider_response_invalid: 'provider’s response was unexpected',
    authorization_failed: 'provider did not authorize it',
    refresh_rejected: 'refresh token rejected',
    account_access_denied: 'user may not use the API',
    internal_error: 'unexpected error',
    database_unavailable: 'database unavailable',
  },
  unknownDate: 'an unknown date',
} as const
