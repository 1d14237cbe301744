import { ProblemError } from '../kernel/errors.ts'
import { Secret } from '../kernel/secret.ts'

/** What a token endpoint has given (RFC 6749 section 5.1). */
export interface TokenAnswer {
  readonly accessToken: Secret
  readonly refreshToken: Secret | null
  /** null: the answer does not say; `Infinity`: it never ends. */
  readonly expiresInSeconds: number | null
  /** The same as a point in time, in epoch milliseconds, where the platform says that instead. */
  readonly expiresAt: number | null
  /** The lifetime of the refresh token, told as for the access token. */
  readonly refreshExpiresInSeconds: number | null
  readonly refreshExpiresAt: number | null
  readonly scope: string | null
  /** Members that made no sense and count as absent: for the log. */
  readonly ignored: readonly string[]
}

export interface Reading {
  /** The tokens are Bearer tokens, whatever the answer calls them. */
  readonly assumeBearer: boolean
}

/** How platforms call the end of a refresh token, as a duration and as a time. */
const REFRESH_LIFETIME = [
  'refresh_token_expires_in',
  'refresh_expires_in',
  'x_refresh_token_expires_in',
  'refresh_token_lifetime',
] as const
const REFRESH_END = ['refresh_token_expires_at', 'refresh_expires_at', 'refresh_token_expires_on'] as const
const END = ['expires_at', 'expires_on', '.expires'] as const

/**
 * Takes what is usable. The access token must be there; a member that makes no sense is absent, since the answer of a
 * renewal cannot be asked for again.
 * @throws HubError provider_response_invalid: there is no access token, or it is of a type that we cannot use
 */
export function readTokens(body: Readonly<Record<string, unknown>>, { assumeBearer }: Reading): TokenAnswer {
  const ignored: string[] = []
  /** The first of these members that makes sense. */
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
  if (accessToken === null) throw notUnderstood('no access_token')
  const type = take(['token_type'], readText)?.trim().toLowerCase() ?? 'bearer'
  if (type !== 'bearer') {
    if (!assumeBearer) throw notUnderstood('token_type is not Bearer')
    ignored.push('token_type')
  }
  const refreshToken = take(['refresh_token'], readText)
  return {
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken === null ? null : new Secret(refreshToken),
    expiresInSeconds: take(['expires_in'], readLifetime),
    expiresAt: take(END, readTime),
    refreshExpiresInSeconds: take(REFRESH_LIFETIME, readLifetime),
    refreshExpiresAt: take(REFRESH_END, readTime),
    scope: take(['scope'], readScope),
    ignored,
  }
}

export function notUnderstood(what: string): ProblemError {
  return new ProblemError('provider_response_invalid', { detail: `token endpoint: ${what}` })
}

/** Text, or a whole number, which stands for its digits. */
export function readText(value: unknown): string | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? String(value) : null
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** It goes into a header: printable ASCII (RFC 6749 appendix A.12). */
function readAccessToken(value: unknown): string | null {
  const text = readText(value)
  return text !== null && /^[\x20-\x7e]+$/.test(text) ? text : null
}

function readScope(value: unknown): string | null {
  if (!Array.isArray(value)) return typeof value === 'string' && value.trim() !== '' ? value : null
  const scopes = value.filter((scope): scope is string => typeof scope === 'string' && scope !== '')
  return scopes.length === 0 ? null : scopes.join(' ')
}

/** What is said to live this long lives for ever: platforms write the largest number that they have. */
export const FOR_EVER_SECONDS = 50 * 365 * 86_400

/** Seconds as a number or as text. Zero and less say nothing about a lifetime. */
export function readLifetime(value: unknown): number | null {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof seconds !== 'number' || Number.isNaN(seconds) || seconds < 1) return null
  return seconds >= FOR_EVER_SECONDS ? Infinity : Math.floor(seconds)
}

/** Beyond this, a number counts milliseconds: as seconds it would be the year 5138. */
const MOST_SECONDS = 100_000_000_000
/** The last moment that a `Date` can tell. */
const LAST_MS = 8_640_000_000_000_000

/** A time as seconds or milliseconds since 1970, or as a date in words. */
export function readTime(value: unknown): number | null {
  if (typeof value === 'string' && /[-:, ]/.test(value.trim())) {
    const at = Date.parse(value)
    return Number.isNaN(at) || at <= 0 ? null : at
  }
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number) || number < 1) return null
  return Math.min(Math.floor(number > MOST_SECONDS ? number : number * 1000), LAST_MS)
}
