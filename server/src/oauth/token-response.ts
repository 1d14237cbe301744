import { ProblemError } from '../kernel/errors.ts'
import { Secret } from '../kernel/secret.ts'

/** @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1 */
export interface TokenResponse {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** null if the response does not contain it; `Infinity` if the token does not expire. */
  readonly expiresInSeconds: number | null
  /** Epoch milliseconds, for providers that send a time instead of a lifetime. */
  readonly expiresAt: number | null
  /** As for the access token. */
  readonly refreshExpiresInSeconds: number | null
  readonly refreshExpiresAt: number | null
  readonly scope: string | null
  /** Names of members with invalid values, which count as absent. For the log. */
  readonly ignoredMembers: readonly string[]
}

/** The response to a refresh: the refresh token may have been replaced even if no access token can be read. */
export type RefreshResponse = Omit<TokenResponse, 'accessToken'> & { readonly accessToken: Secret | null }

export interface ParseOptions {
  /** The tokens are Bearer tokens, whatever `token_type` says. */
  readonly anyTokenType: boolean
}

/** Names that providers use for the lifetime and the expiry of a refresh token. */
const REFRESH_LIFETIME = [
  'refresh_token_expires_in',
  'refresh_expires_in',
  'x_refresh_token_expires_in',
  'refresh_token_lifetime',
] as const
const REFRESH_EXPIRY = ['refresh_token_expires_at', 'refresh_expires_at', 'refresh_token_expires_on'] as const
const EXPIRY = ['expires_at', 'expires_on', '.expires'] as const

/** The optional members that are read. */
export const OPTIONAL_MEMBERS = [
  'scope',
  'expires_in',
  ...EXPIRY,
  ...REFRESH_LIFETIME,
  ...REFRESH_EXPIRY,
] as const

/**
 * Parses a token response leniently: an invalid member counts as absent, also the access token. A refresh cannot be repeated, and its
 * response may contain the only refresh token that works from now on.
 * @throws ProblemError provider_response_invalid if the token type is not usable
 */
export function parseTokenResponse(
  body: Readonly<Record<string, unknown>>,
  { anyTokenType }: ParseOptions,
): RefreshResponse {
  const ignored: string[] = []
  /** The first valid value of these members. */
  const take = <T>(names: readonly string[], read: (value: unknown) => T | null): T | null => {
    for (const name of names) {
      const value = body[name]
      if (value === undefined) continue
      const taken = read(value)
      if (taken !== null) return taken
      ignored.push(name)
    }
    return null
  }
  const accessToken = take(['access_token'], readAccessToken)
  const type = take(['token_type'], readText)?.trim().toLowerCase() ?? 'bearer'
  if (type !== 'bearer') {
    if (!anyTokenType) throw invalidTokenResponse('token_type is not Bearer')
    ignored.push('token_type')
  }
  const refreshToken = take(['refresh_token'], readText)
  return {
    accessToken: accessToken === null ? null : new Secret(accessToken),
    refreshToken: refreshToken === null ? null : new Secret(refreshToken),
    expiresInSeconds: take(['expires_in'], readLifetime),
    expiresAt: take(EXPIRY, readTime),
    refreshExpiresInSeconds: take(REFRESH_LIFETIME, readLifetime),
    refreshExpiresAt: take(REFRESH_EXPIRY, readTime),
    scope: take(['scope'], readScope),
    ignoredMembers: ignored,
  }
}

/** The error of a token response that cannot be used. @param problem for the log; without secrets */
export function invalidTokenResponse(problem: string): ProblemError {
  return new ProblemError('provider_response_invalid', { detail: `token endpoint: ${problem}` })
}

/** A non-empty string, or the digits of an integer. */
export function readText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** Printable ASCII (RFC 6749 appendix A.12), since it is sent in a header. */
function readAccessToken(value: unknown): string | null {
  const text = readText(value)
  return text !== null && /^[\x20-\x7e]+$/.test(text) ? text : null
}

function readScope(value: unknown): string | null {
  if (!Array.isArray(value)) return typeof value === 'string' && value.trim() !== '' ? value : null
  const scopes = value.filter((scope): scope is string => typeof scope === 'string' && scope !== '')
  return scopes.length === 0 ? null : scopes.join(' ')
}

/** Providers express “never” by very large numbers: from 50 years on, a token does not expire. */
export const NEVER_EXPIRES_SECONDS = 50 * 365 * 86_400

/** Seconds as a number or a string; null if not positive. */
export function readLifetime(value: unknown): number | null {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof seconds !== 'number' || Number.isNaN(seconds) || seconds < 1) return null
  return seconds >= NEVER_EXPIRES_SECONDS ? Infinity : Math.floor(seconds)
}

/** A larger number is in milliseconds: in seconds it would be the year 5138. */
const MAX_SECONDS = 100_000_000_000
/** The maximum time value of a `Date`. */
const MAX_DATE_MS = 8_640_000_000_000_000

/** Epoch seconds, epoch milliseconds or a date string, as epoch milliseconds; null if it is none of these. */
export function readTime(value: unknown): number | null {
  if (typeof value === 'string' && /[-:, ]/.test(value.trim())) {
    const at = Date.parse(value)
    return Number.isNaN(at) || at <= 0 ? null : at
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number) || number < 1) return null
  return Math.min(Math.floor(number > MAX_SECONDS ? number : number * 1000), MAX_DATE_MS)
}
