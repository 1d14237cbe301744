import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { HubError, type ErrorCode } from '../../errors.ts'
import { headersOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { createRateLimit, type RateLimit } from '../rate-limit.ts'

/** What a browser may ask for below `/auth`; the rest of what the library could do is not there. */
const ASKED = [
  ['POST', 'sign-in/email'],
  ['POST', 'sign-out'],
  ['GET', 'list-sessions'],
  ['POST', 'revoke-session'],
  ['POST', 'revoke-other-sessions'],
  ['POST', 'change-password'],
  ['POST', 'request-password-reset'],
  ['POST', 'reset-password'],
  ['POST', 'two-factor/enable'],
  ['POST', 'two-factor/disable'],
  ['POST', 'two-factor/verify-totp'],
  ['POST', 'two-factor/verify-backup-code'],
  ['POST', 'two-factor/generate-backup-codes'],
  ['GET', 'passkey/generate-register-options'],
  ['POST', 'passkey/verify-registration'],
  ['GET', 'passkey/generate-authenticate-options'],
  ['POST', 'passkey/verify-authentication'],
  ['GET', 'passkey/list-user-passkeys'],
  ['POST', 'passkey/delete-passkey'],
] as const

/** Where something is guessed, or somebody else is sent an e-mail. */
const GUESSED: ReadonlySet<string> = new Set([
  'sign-in/email',
  'request-password-reset',
  'reset-password',
  'two-factor/verify-totp',
  'two-factor/verify-backup-code',
  'passkey/verify-authentication',
])
const GUESSES_PER_MINUTE = 10

/** Signing in and out, the second factor, passkeys, the own sessions. */
export function authRoutes({ ports, people, rateLimit }: Context): FastifyPluginAsync {
  return async (server) => {
    const guesses = createRateLimit(GUESSES_PER_MINUTE)
    server.addHook('onRequest', async (request) => rateLimit.count(request.ip))
    server.removeContentTypeParser('application/json')
    server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    )
    for (const [method, path] of ASKED)
      server.route({
        method,
        url: `/auth/${path}`,
        schema: { hide: true },
        async handler(request, reply) {
          const headers = headersOf(request)
          headers.set('x-letterlock-address', request.ip)
          const body = typeof request.body === 'string' ? { body: request.body } : {}
          if (GUESSED.has(path)) countGuess(guesses, request.ip, body.body)
          const address = new URL(request.raw.url ?? '/', ports.publicUrl)
          return answer(reply, await people.handle(new Request(address, { method, headers, ...body })))
        },
      })
  }
}

/** Many guesses from one place, and many from everywhere at one person. @throws HubError rate_limited */
function countGuess(guesses: RateLimit, address: string, body = ''): void {
  const { email } = readObject(body)
  guesses.count(`from ${address}`)
  if (typeof email === 'string') guesses.count(`at ${email.toLowerCase()}`)
}

/** As it is, but for refusals: they are told like all others. */
async function answer(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  const text = await response.text()
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  if (response.status >= 400) throw refusal(response.status, text)
  return reply
    .code(response.status)
    .header('cache-control', 'no-store')
    .type('application/json')
    .serializer(String)
    .send(text)
}

const REFUSALS: Readonly<Record<string, ErrorCode>> = {
  ACCOUNT_TEMPORARILY_LOCKED: 'second_factor_locked',
  AUTHENTICATION_FAILED: 'passkey_refused',
  CHALLENGE_NOT_FOUND: 'passkey_refused',
  FAILED_TO_VERIFY_REGISTRATION: 'passkey_refused',
  INVALID_BACKUP_CODE: 'second_factor_refused',
  INVALID_CODE: 'second_factor_refused',
  INVALID_EMAIL_OR_PASSWORD: 'sign_in_refused',
  INVALID_PASSWORD: 'sign_in_refused',
  INVALID_TOKEN: 'password_link_unknown',
  PASSKEY_NOT_FOUND: 'passkey_refused',
  SESSION_NOT_FRESH: 'sign_in_stale',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'second_factor_locked',
}

function refusal(status: number, text: string): HubError {
  const { code = '', message = '' } = readObject(text)
  const detail = `accounts: ${status} ${code}`
  const known = REFUSALS[code]
  if (known) return new HubError(known, { detail })
  if (status === 429) return new HubError('rate_limited', { detail })
  if (status === 401) return new HubError('not_signed_in', { detail })
  if (status === 403) return new HubError('cross_origin_refused', { detail })
  if (status >= 500) return new HubError('internal', { detail })
  return new HubError('invalid_request', {
    detail,
    facts: { problem: message || 'The request is not complete.' },
  })
}

function readObject(text: string): { code?: string; message?: string; email?: string } {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    return {}
  }
}
