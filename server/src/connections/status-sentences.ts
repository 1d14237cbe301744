import { messageOf, type ErrorCode } from '../kernel/errors.ts'
import { keysOf } from '../kernel/keys-of.ts'
import type { Provider } from '../providers/provider.ts'

/** What is said about a connection, apart from its language. Times are epoch milliseconds. */
export interface StatusSentence {
  readonly code: SentenceCode
  readonly since?: number | null
  readonly until?: number | null
  readonly minutes?: number
  readonly scopes?: readonly string[]
  readonly errorCode?: ErrorCode
}

type Said = (provider: string, sentence: StatusSentence) => string

/** Each sentence in English. */
const SENTENCES = {
  working: () => 'Working.',
  no_expiry: (provider) => `${provider} tokens do not expire.`,
  unknown_expiry_checked: (provider) =>
    `${provider} does not say when the token expires; it is checked once a day.`,
  unknown_expiry_refreshed: (provider, { minutes }) =>
    `${provider} does not say when a token expires; it is refreshed at least every ${minutes} minutes.`,
  scopes_missing: (provider, { scopes = [] }) =>
    `${provider} did not grant every requested scope; calls that need ${scopes.join(', ')} are rejected.`,
  checks_failing: (_provider, { since }) => `Checks have failed since ${inWords(since)}:`,
  using_api_key: () => 'Using the API key.',
  oauth_not_working: () => 'OAuth is not working:',
  api_key_rejected: (provider) => `${provider} no longer accepts the API key.`,
  not_connected: () => 'Not connected yet.',
  disconnect_requested: () => 'Disconnected on request.',
  revoked_at_provider: (provider) => `Access was revoked at ${provider}.`,
  refresh_rejected: (provider) => `${provider} rejected the refresh token.`,
  response_lost: (provider, { since }) =>
    `${provider} replaced the refresh token on ${inWords(since)}, but its response was lost; the old token is no longer accepted.`,
  expired: () => 'The access token has expired.',
  expired_refreshed_by_call: () => 'The access token has expired; the next call refreshes it.',
  expired_refresh_failing: (provider, { since }) =>
    `The access token has expired, and ${provider} has not refreshed it since ${inWords(since)}; we keep trying.`,
  expired_oauth_app_rejected: (provider) =>
    `The access token has expired, and ${provider} rejected the OAuth app’s client ID or client secret.`,
  oauth_app_rejected: (provider) => `${provider} rejected the OAuth app’s client ID or client secret.`,
  account_disabled: (provider) => `The account is disabled at ${provider}.`,
  token_expiring: (provider, { until }) =>
    `Expires on ${inWords(until)}. ${provider} tokens cannot be refreshed.`,
  sign_in_expiring: (provider, { until }) =>
    `Expires on ${inWords(until)}. After that, ${provider} does not refresh the token without a new sign-in.`,
  refresh_failing: (provider, { until, since }) =>
    `Expires on ${inWords(until)}. ${provider} has not refreshed the token since ${inWords(since)}; we keep trying.`,
  refresh_failing_unknown_expiry: (provider, { since }) =>
    `Working, but ${provider} has not refreshed the token since ${inWords(since)} and does not say when it expires; we keep trying.`,
  provider_not_defined: (provider) =>
    `This server no longer has the definition of the provider “${provider}”.`,
} as const satisfies Record<string, Said>

export type SentenceCode = keyof typeof SENTENCES
export const SENTENCE_CODES: readonly SentenceCode[] = keysOf(SENTENCES)

const NEXT_STEPS = {
  connect: () => 'Connect the account.',
  reconnect: () => 'Reconnect the account.',
  reconnect_before: () => 'Reconnect the account before then.',
  allow_scopes: (provider) =>
    `Reconnect the account and allow everything on ${provider}’s page if you need such calls.`,
  add_client_secret: () => 'Add the current client secret to the OAuth app.',
  add_api_key: () => 'Add a new API key, or connect with OAuth.',
  resolve_at_provider: (provider) => `Resolve this with ${provider}, then check again.`,
  restore_definition: () => 'Put its definition file back and restart the server, or delete the connection.',
} as const satisfies Record<string, (provider: string) => string>

export type NextStepCode = keyof typeof NEXT_STEPS
export const NEXT_STEP_CODES: readonly NextStepCode[] = keysOf(NEXT_STEPS)

/** @param provider undefined: its definition was removed, and only its slug is known */
export function sayInEnglish(
  sentences: readonly StatusSentence[],
  name: string,
  provider: Provider | undefined,
): string {
  return sentences
    .map((sentence) => {
      const text = SENTENCES[sentence.code](name, sentence)
      if (sentence.errorCode === undefined || !provider) return text
      const { detail } = messageOf({ code: sentence.errorCode, facts: {}, provider })
      return `${text} ${detail} Before that, the connection worked.`
    })
    .join(' ')
}

export function nextStepInEnglish(code: NextStepCode, name: string): string {
  return NEXT_STEPS[code](name)
}

function inWords(epochMs: number | null | undefined): string {
  return epochMs === null || epochMs === undefined
    ? 'an unknown date'
    : `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
