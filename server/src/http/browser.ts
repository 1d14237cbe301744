import { hashToken } from '../kernel/id.ts'
import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../kernel/errors.ts'
import type { Secret } from '../kernel/secret.ts'

/** What a cookie binds to one browser: a connect session (by its ID) or an authorization request (by its `state`). */
type CookiePurpose = 'connect_session' | 'authorization'

/** Cookies that bind a connect session or an authorization request to one browser. Each has its own name, so tabs do not conflict. */
export interface BrowserCookies {
  read(request: FastifyRequest, purpose: CookiePurpose, of: string): string | undefined
  set(reply: FastifyReply, purpose: CookiePurpose, of: string, value: Secret, maxAgeSeconds: number): void
  clear(reply: FastifyReply, purpose: CookiePurpose, of: string): void
}

/** With https, the `__Host-` prefix keeps subdomains and plain http from setting the cookies (RFC 6265bis). */
export function createBrowserCookies(publicUrl: string): BrowserCookies {
  const secure = publicUrl.startsWith('https:')
  const name = (purpose: CookiePurpose, of: string): string =>
    `${secure ? '__Host-' : ''}letterlock_${purpose}_${hashToken(of).slice(0, 16)}`
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    read: (request, purpose, of) => request.cookies[name(purpose, of)],
    set: (reply, purpose, of, value, maxAgeSeconds) =>
      void reply.setCookie(name(purpose, of), value.reveal(), { ...options, maxAge: maxAgeSeconds }),
    clear: (reply, purpose, of) => void reply.clearCookie(name(purpose, of), options),
  }
}

/** The CSRF token of a form, derived from the browser's cookie. */
export function csrfTokenFor(cookie: string): string {
  return hashToken(`csrf ${cookie}`)
}

/** @param given the form's token @throws ProblemError csrf_token_invalid */
export function assertCsrfToken(request: FastifyRequest, cookie: string, given: string): void {
  const site = request.headers['sec-fetch-site']
  const [expected, actual] = [Buffer.from(csrfTokenFor(cookie)), Buffer.from(given)]
  const fits = expected.length === actual.length && timingSafeEqual(expected, actual)
  if (!fits || (site !== undefined && site !== 'same-origin')) throw new ProblemError('csrf_token_invalid')
}
