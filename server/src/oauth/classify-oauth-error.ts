import { parseJson } from '../kernel/json.ts'

/**
 * What an error response of an authorization server means.
 * - `grant`: the code, the refresh token or the consent is no longer valid.
 * - `client`: the client ID or the client secret was rejected.
 * - `rate_limited`, `unavailable`: a temporary problem.
 * - `other`: unknown.
 */
type OAuthErrorClass = 'grant' | 'client' | 'rate_limited' | 'unavailable' | 'other'

export interface ClassifiedOAuthError {
  readonly errorClass: OAuthErrorClass
  /** Error codes that are safe to show. */
  readonly codes: readonly string[]
}

export interface ErrorResponse {
  readonly status: number
  /** The body. */
  readonly text: string
}

/*
 * RFC 6749 section 5.2 defines one format, but providers use many: a code in `error`, `status`, `code` or `message`, an object in
 * `error`, a list of errors, plain text. So every string of the response is matched, first as a code, then as a sentence. Client
 * errors are matched before grant errors: a client error that is taken for a grant error would disconnect all connections.
 */

const GRANT_CODES = new Set([
  'invalid_grant',
  'grant_invalid',
  'invalid_token',
  'expired_token',
  'inactive_token',
  'token_expired',
  'token_inactive',
  'token_invalid',
  'token_not_found',
  'token_revoked',
  'revoked_token',
  'invalid_code',
  'bad_auth_code',
  'bad_verification_code',
  'code_expired',
  'consent_revoked',
])
const CLIENT_CODES = new Set([
  'invalid_client',
  'unauthorized_client',
  'invalid_client_id',
  'invalid_client_secret',
  'bad_client_id',
  'bad_client_secret',
  'incorrect_client_credentials',
])
const RATE_LIMIT_CODES = new Set([
  'rate_limit',
  'rate_limited',
  'rate_limit_exceeded',
  'request_limit_exceeded',
  'slow_down',
  'throttled',
  'too_many_requests',
])
const UNAVAILABLE_CODES = new Set([
  'internal_error',
  'internal_server_error',
  'maintenance',
  'server_error',
  'service_unavailable',
  'temporarily_unavailable',
  'timeout',
  'try_again_later',
])

/** Adjectives before a noun: "revoked refresh token". */
const ADJECTIVES =
  '(?:bad|invalid|expired|revoked|unknown|unrecogni[sz]ed|inactive|used|reused|consumed|deleted|malformed|blacklisted|nonexistent|incorrect|wrong|not valid)'
/** Any number of words between a noun and its predicate: "refresh token that you provided has been". */
const FILLERS =
  '(?: (?:that|you|provided|supplied|sent|given|specified|presented|string|value|is|was|are|were|has|have|had|been|already|either|or|and|no|not|longer|does|do|did|can|could|cannot|be|by|the|user|owner|it))*?'
/** Predicates after a noun: "refresh token … no longer valid". */
const PREDICATES =
  '(?:bad|invalid|expired|revoked|inactive|unknown|not found|not exist|not recogni[sz]ed|not valid|no longer (?:valid|active|exists?)|used|reused|consumed|redeemed|withdrawn|cancell?ed|deleted|removed|disabled|blacklisted|malformed|rotated|superseded|incorrect|wrong)'
const GRANT_SENTENCES = [
  // "missing or invalid refresh token", BAD_REFRESH_TOKEN, "expired access/refresh token"
  new RegExp(
    String.raw`\b${ADJECTIVES}(?: oauth2?)?(?: access)? (?:(?:refresh|offline) token|grant|auth(?:ori[sz]ation)? (?:code|grant))\b(?! type)`,
  ),
  new RegExp(
    String.raw`\b(?:invalid|expired|revoked|inactive) token\b(?! (?:type|endpoint|request|url|format))`,
  ),
  // "the refresh token has been revoked", REFRESH_TOKEN_EXPIRED, "token not found"
  new RegExp(
    String.raw`(?:\b(?:refresh|offline) token|\bauth(?:ori[sz]ation)? (?:code|grant)|(?<!(?:access|client|id|csrf|xsrf|security|bearer|api|device) )\btoken|\bgrant)${FILLERS} ${PREDICATES}\b`,
  ),
  // "the user has revoked access", "consent was withdrawn"
  /\b(?:user|owner|customer|member|merchant)(?: (?:has|have|had|already|explicitly))* (?:revoked|withdrawn|withdrew|removed|deauthori[sz]ed|uninstalled|disconnected)\b/,
  /\b(?:authori[sz]ation|consent|permission|access)(?: (?:to|was|were|is|are|has|have|been|already))* (?:revoked|withdrawn)\b/,
]
const CLIENT_SENTENCES = [
  /\b(?:bad|invalid|unknown|wrong|incorrect|missing|unrecogni[sz]ed|unregistered|inactive|disabled|suspended|mismatched|unauthori[sz]ed|no such) (?:oauth2? )?(?:client|application|app|consumer|api key)\b/,
  /\b(?:client|application|app|consumer|api key)(?: (?:id|identifier|secret|key|credentials?|auth|authentication|assertion|access|or|and|is|was|are|were|has|have|been|not|no|longer|does|did|could|cannot|be))* (?:invalid|unknown|found|exist|exists|failed|incorrect|wrong|disabled|suspended|inactive|expired|revoked|deleted|blocked|mismatch|mismatched|match|recogni[sz]ed|registered|authenticated)\b/,
]

/**
 * Classifies an error response of a token or revocation endpoint.
 * @param invalidGrantErrors the provider's own codes that mean `invalid_grant`
 */
export function classifyOAuthError(
  { status, text }: ErrorResponse,
  invalidGrantErrors: readonly string[] = [],
): ClassifiedOAuthError {
  const texts = stringsOf(text)
  const codes = texts.filter((one) => ERROR_CODE.test(one))
  // The body of a temporary error is not reliable.
  if (isTemporaryStatus(status)) return { errorClass: status === 429 ? 'rate_limited' : 'unavailable', codes }
  const errorClass = classOfCodes(texts, invalidGrantErrors) ?? classOfSentences(texts)
  return { errorClass: errorClass ?? classOfStatus(status, text.trimStart()), codes }
}

const TEMPORARY_STATUSES: ReadonlySet<number> = new Set([408, 425, 429])

/** Whether a status means that the same request may succeed later (RFC 9110 sections 15.5.9 and 15.6, RFC 8470, RFC 6585). */
export const isTemporaryStatus = (status: number): boolean => status >= 500 || TEMPORARY_STATUSES.has(status)

/** Without digits, so that an echoed token is not taken for a code. */
const ERROR_CODE = /^(?:[a-z]{2,30}|[A-Z]{2,30})(?:_(?:[a-z]{1,30}|[A-Z]{1,30})){0,6}$/

function classOfCodes(
  texts: readonly string[],
  invalidGrantErrors: readonly string[],
): OAuthErrorClass | undefined {
  for (const text of texts) {
    if (invalidGrantErrors.includes(text)) return 'grant'
    const code = wordsOf(text).replaceAll(' ', '_')
    if (GRANT_CODES.has(code)) return 'grant'
    if (CLIENT_CODES.has(code)) return 'client'
    if (RATE_LIMIT_CODES.has(code)) return 'rate_limited'
    if (UNAVAILABLE_CODES.has(code)) return 'unavailable'
  }
  return undefined
}

function classOfSentences(texts: readonly string[]): OAuthErrorClass | undefined {
  const sentences = texts.map(wordsOf)
  const matches = (patterns: readonly RegExp[]): boolean =>
    sentences.some((sentence) => patterns.some((pattern) => pattern.test(sentence)))
  if (matches(CLIENT_SENTENCES)) return 'client'
  return matches(GRANT_SENTENCES) ? 'grant' : undefined
}

/** The class if no code or sentence is known: HTML is from a gateway, and 401 means failed client authentication (RFC 6749 section 5.2). */
function classOfStatus(status: number, text: string): OAuthErrorClass {
  if (text.startsWith('<')) return 'unavailable'
  return status === 401 ? 'client' : 'other'
}

/** `BAD_REFRESH_TOKEN`, `badRefreshToken` and "Bad refresh token!" are the same words. */
function wordsOf(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim()
}

const MAX_STRINGS = 40
const MAX_STRING_LENGTH = 1000
const MAX_DEPTH = 5
/** Members that echo the request. */
const ECHO = /token$|secret|assertion|verifier|client_id|redirect|scope|grant_?type|_uri$/i

/** All strings of a JSON response in order; for HTML or plain text, the text. */
function stringsOf(text: string): string[] {
  const found: string[] = []
  const add = (value: unknown, depth: number): void => {
    if (found.length >= MAX_STRINGS || depth > MAX_DEPTH) return
    if (typeof value === 'string' || typeof value === 'number')
      found.push(String(value).slice(0, MAX_STRING_LENGTH))
    else if (Array.isArray(value)) for (const item of value) add(item, depth + 1)
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) if (!ECHO.test(name)) add(member, depth + 1)
  }
  let body: unknown
  try {
    body = parseJson(text)
  } catch {
    body = text.replaceAll(/<[^>]*(?:>|$)/g, ' ').trim()
  }
  add(body, 0)
  return found
}
