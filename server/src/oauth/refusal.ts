import { parseJson } from '../kernel/json.ts'

/**
 * What a refusal of an authorization server is about. `grant`: the code, the refresh token or the consent is dead.
 * `client`: the app's own id and secret. `platform`: its own trouble, whatever the status. `other`: none that we know.
 */
export type RefusalKind = 'grant' | 'client' | 'busy' | 'platform' | 'other'

export interface RefusalRead {
  readonly kind: RefusalKind
  /** What looks like a code, and is safe to show. */
  readonly codes: readonly string[]
}

export interface RefusalAnswer {
  readonly status: number
  readonly text: string
}

/*
 * RFC 6749 section 5.2 has one form, platforms have many: a code in `error`, `status`, `code` or `message`, an object in
 * `error`, a list of errors, plain text. So every text of the answer is looked at, first as a code, then as a sentence. An
 * app's fault is looked for before a dead grant: to mistake the first for the second would cut off everybody at once.
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
const BUSY_CODES = new Set([
  'rate_limit',
  'rate_limited',
  'rate_limit_exceeded',
  'request_limit_exceeded',
  'slow_down',
  'throttled',
  'too_many_requests',
])
const PLATFORM_CODES = new Set([
  'internal_error',
  'internal_server_error',
  'maintenance',
  'server_error',
  'service_unavailable',
  'temporarily_unavailable',
  'timeout',
  'try_again_later',
])

const ENDED =
  '(?:bad|invalid|expired|revoked|unknown|unrecogni[sz]ed|inactive|used|reused|consumed|deleted|malformed|blacklisted|nonexistent|incorrect|wrong|not valid)'
const LINKS =
  '(?: (?:that|you|provided|supplied|sent|given|specified|presented|string|value|is|was|are|were|has|have|had|been|already|either|or|and|no|not|longer|does|do|did|can|could|cannot|be|by|the|user|owner|it))*?'
const OVER =
  '(?:bad|invalid|expired|revoked|inactive|unknown|not found|not exist|not recogni[sz]ed|not valid|no longer (?:valid|active|exists?)|used|reused|consumed|redeemed|withdrawn|cancell?ed|deleted|removed|disabled|blacklisted|malformed|rotated|superseded|incorrect|wrong)'
const GRANT_SENTENCES = [
  // "missing or invalid refresh token", BAD_REFRESH_TOKEN, "expired access/refresh token"
  new RegExp(
    String.raw`\b${ENDED}(?: oauth2?)?(?: access)? (?:(?:refresh|offline) token|grant|auth(?:ori[sz]ation)? (?:code|grant))\b(?! type)`,
  ),
  new RegExp(
    String.raw`\b(?:invalid|expired|revoked|inactive) token\b(?! (?:type|endpoint|request|url|format))`,
  ),
  // "the refresh token has been revoked", REFRESH_TOKEN_EXPIRED, "token not found"
  new RegExp(
    String.raw`(?:\b(?:refresh|offline) token|\bauth(?:ori[sz]ation)? (?:code|grant)|(?<!(?:access|client|id|csrf|xsrf|security|bearer|api|device) )\btoken|\bgrant)${LINKS} ${OVER}\b`,
  ),
  // "the user has revoked access", "consent was withdrawn"
  /\b(?:user|owner|customer|member|merchant)(?: (?:has|have|had|already|explicitly))* (?:revoked|withdrawn|withdrew|removed|deauthori[sz]ed|uninstalled|disconnected)\b/,
  /\b(?:authori[sz]ation|consent|permission|access)(?: (?:to|was|were|is|are|has|have|been|already))* (?:revoked|withdrawn)\b/,
]
const CLIENT_SENTENCES = [
  /\b(?:bad|invalid|unknown|wrong|incorrect|missing|unrecogni[sz]ed|unregistered|inactive|disabled|suspended|mismatched|unauthori[sz]ed|no such) (?:oauth2? )?(?:client|application|app|consumer|api key)\b/,
  /\b(?:client|application|app|consumer|api key)(?: (?:id|identifier|secret|key|credentials?|auth|authentication|assertion|access|or|and|is|was|are|were|has|have|been|not|no|longer|does|did|could|cannot|be))* (?:invalid|unknown|found|exist|exists|failed|incorrect|wrong|disabled|suspended|inactive|expired|revoked|deleted|blocked|mismatch|mismatched|match|recogni[sz]ed|registered|authenticated)\b/,
]

/** Judges a refusal of a token or revocation endpoint. `dialects`: the platform's own codes for a dead grant. */
export function classifyError(
  { status, text }: RefusalAnswer,
  dialects: readonly string[] = [],
): RefusalRead {
  const texts = textsOf(text)
  const codes = texts.filter((said) => SHOWN.test(said))
  // In trouble a platform says many things: they are not believed.
  if (TROUBLE.has(status) || status >= 500) return { kind: status === 429 ? 'busy' : 'platform', codes }
  const kind = kindOfCodes(texts, dialects) ?? kindOfSentences(texts)
  return { kind: kind ?? kindOfStatus(status, text.trimStart()), codes }
}

/** Statuses that say to try again. */
const TROUBLE: ReadonlySet<number> = new Set([408, 425, 429])

/** No digits: an echoed token must not pass for a code. */
const SHOWN = /^(?:[a-z]{2,30}|[A-Z]{2,30})(?:_(?:[a-z]{1,30}|[A-Z]{1,30})){0,6}$/

function kindOfCodes(texts: readonly string[], dialects: readonly string[]): RefusalKind | undefined {
  for (const said of texts) {
    if (dialects.includes(said)) return 'grant'
    const code = wordsOf(said).replaceAll(' ', '_')
    if (GRANT_CODES.has(code)) return 'grant'
    if (CLIENT_CODES.has(code)) return 'client'
    if (BUSY_CODES.has(code)) return 'busy'
    if (PLATFORM_CODES.has(code)) return 'platform'
  }
  return undefined
}

function kindOfSentences(texts: readonly string[]): RefusalKind | undefined {
  const sentences = texts.map(wordsOf)
  const speaksOf = (patterns: readonly RegExp[]): boolean =>
    sentences.some((sentence) => patterns.some((pattern) => pattern.test(sentence)))
  if (speaksOf(CLIENT_SENTENCES)) return 'client'
  return speaksOf(GRANT_SENTENCES) ? 'grant' : undefined
}

/** Without a word that we know: a page for people comes from a gateway; 401 is for clients (RFC 6749 section 5.2). */
function kindOfStatus(status: number, text: string): RefusalKind {
  if (text.startsWith('<')) return 'platform'
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

const MOST_TEXTS = 40
const LONGEST_TEXT = 1000
const DEEPEST = 5
/** An echo of what we have sent says nothing. */
const ECHO = /token$|secret|assertion|verifier|client_id|redirect|scope|grant_?type|_uri$/i

/** Every text in the answer, in its order; of a page or plain text, its words. */
function textsOf(text: string): string[] {
  const found: string[] = []
  const add = (value: unknown, depth: number): void => {
    if (found.length >= MOST_TEXTS || depth > DEEPEST) return
    if (typeof value === 'string' || typeof value === 'number')
      found.push(String(value).slice(0, LONGEST_TEXT))
    else if (Array.isArray(value)) for (const item of value) add(item, depth + 1)
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) if (!ECHO.test(name)) add(member, depth + 1)
  }
  let body: unknown
  try {
    body = parseJson(text)
  } catch {
    body = text.replaceAll(/<[^>]*>/g, ' ').trim()
  }
  add(body, 0)
  return found
}
