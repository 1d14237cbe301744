import { hashToken } from '../kernel/id.ts'
import { timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProblemError } from '../kernel/errors.ts'
import type { Secret } from '../kernel/secret.ts'

/** Cookies that bind a session or an attempt to one browser, each under a name of its own: tabs do not disturb each other. */
export interface BrowserCookies {
  read(request: FastifyRequest, kind: 'session' | 'attempt', of: string): string | undefined
  set(reply: FastifyReply, kind: 'session' | 'attempt', of: string, value: Secret, seconds: number): void
  clear(reply: FastifyReply, kind: 'session' | 'attempt', of: string): void
}

/** Over https the `__Host-` prefix keeps sub-domains and plain http from setting them. */
export function createBrowserCookies(publicUrl: string): BrowserCookies {
  const secure = publicUrl.startsWith('https:')
  const name = (kind: string, of: string): string =>
    `${secure ? '__Host-' : ''}letterlock_${kind}_${hashToken(of).slice(0, 16)}`
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  return {
    read: (request, kind, of) => request.cookies[name(kind, of)],
    set: (reply, kind, of, value, seconds) =>
      void reply.setCookie(name(kind, of), value.reveal(), { ...options, maxAge: seconds }),
    clear: (reply, kind, of) => void reply.clearCookie(name(kind, of), options),
  }
}

/** What a form must bring along, bound to the browser's cookie. */
export function csrfTokenFor(cookie: string): string {
  return hashToken(`csrf ${cookie}`)
}

/** @throws HubError connect_session_expired */
export function assertCsrfToken(request: FastifyRequest, cookie: string, given: string): void {
  const site = request.headers['sec-fetch-site']
  const [expected, actual] = [Buffer.from(csrfTokenFor(cookie)), Buffer.from(given)]
  const fits = expected.length === actual.length && timingSafeEqual(expected, actual)
  if (!fits || (site !== undefined && site !== 'same-origin'))
    throw new ProblemError('connect_session_expired', { detail: 'the form does not come from our own page' })
}
