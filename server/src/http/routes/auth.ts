import cookie from '@fastify/cookie'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import { AUTH_SCHEMAS } from '../auth-schemas.ts'
import type { RouteContext } from '../route-context.ts'
import { createGuessLimit, type GuessLimit } from '../guess-limit.ts'

const GUESSES_PER_MINUTE = 10

/** Request headers that better-auth receives. */
const PASSED_HEADERS = [
  'accept-language',
  'cookie',
  'origin',
  'referer',
  'user-agent',
  'letterlock-time-zone',
  'sec-fetch-site',
]

/** Sign-in, sign-out, two-factor authentication, passkeys and sessions. */
export function authRoutes(context: RouteContext): FastifyPluginAsync {
  const { users, rateLimit, clientAddress, knownDevices } = context
  return async (server) => {
    const guesses = createGuessLimit('sign-in', GUESSES_PER_MINUTE, context.store.guessCounts)
    await server.register(cookie)
    server.addHook('onRequest', async (request) => rateLimit.countAddress(clientAddress(request.raw)))
    for (const { method, path, body, guessed } of AUTH_SCHEMAS)
      server.route({
        method,
        url: `/auth/${path}`,
        schema: { hide: true, querystring: z.strictObject({}), ...(body && { body }) },
        async handler(request, reply) {
          const address = clientAddress(request.raw)
          const { email } = (request.body ?? {}) as { readonly email?: string }
          if (guessed)
            await countGuess(guesses, { address, email, device: knownDevices.read(request, email) })
          const url = new URL(`/auth/${path}`, context.publicUrl())
          const headers = passedHeaders(request)
          headers.set('letterlock-client-address', address)
          const passed = body ? { body: JSON.stringify(request.body ?? {}) } : {}
          if (body) headers.set('content-type', 'application/json')
          const response = await users.handle(new Request(url, { method, headers, ...passed }))
          // better-auth hides outages: a session that it cannot read counts as none, and one that it cannot delete as signed out.
          if ((response.status >= 400 || path === 'sign-out') && context.store.isAway())
            throw new ProblemError('database_unavailable', { facts: { retryAfterSeconds: 5 } })
          const text = await answer(reply, response)
          const signedIn = guessed ? readObject(text).user?.email : undefined
          if (signedIn !== undefined) knownDevices.remember(reply, signedIn)
          return reply.send(text)
        },
      })
  }
}

function passedHeaders({ headers: given }: FastifyRequest): Headers {
  const headers = new Headers()
  for (const name of PASSED_HEADERS) {
    const value = given[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  return headers
}

/**
 * Counts a guess by network address and by email address; in a browser in which the user has signed in before, by that browser only.
 * @throws ProblemError rate_limited
 */
async function countGuess(
  guesses: GuessLimit,
  {
    address,
    email,
    device,
  }: { readonly address: string; readonly email: string | undefined; readonly device: string | undefined },
): Promise<void> {
  if (device !== undefined) return guesses.count(`in ${device}`, 'this browser')
  await guesses.countAddress(address)
  if (email !== undefined) await guesses.count(`at ${email}`, 'this email address')
}

/** Passes a response on; errors are converted to problem responses. */
async function answer(reply: FastifyReply, response: Response): Promise<string> {
  const text = await response.text()
  for (const cookie of response.headers.getSetCookie()) reply.header('set-cookie', cookie)
  if (response.status >= 400) throw refusal(response.status, text)
  reply.code(response.status).header('cache-control', 'no-store').type('application/json').serializer(String)
  return text
}

const REFUSALS = {
  ACCOUNT_TEMPORARILY_LOCKED: 'too_many_attempts',
  AUTHENTICATION_FAILED: 'passkey_verification_failed',
  CHALLENGE_NOT_FOUND: 'passkey_verification_failed',
  FAILED_TO_VERIFY_REGISTRATION: 'passkey_verification_failed',
  INVALID_BACKUP_CODE: 'invalid_verification_code',
  INVALID_CODE: 'invalid_verification_code',
  INVALID_EMAIL_OR_PASSWORD: 'invalid_credentials',
  INVALID_PASSWORD: 'incorrect_password',
  INVALID_TOKEN: 'password_reset_link_expired',
  PASSKEY_NOT_FOUND: 'passkey_verification_failed',
  SESSION_NOT_FRESH: 'reauthentication_required',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'too_many_attempts',
} as const

const isKnown = (code: string): code is keyof typeof REFUSALS => Object.hasOwn(REFUSALS, code)

function refusal(status: number, text: string): ProblemError {
  const { code = '', message = '' } = readObject(text)
  const detail = `accounts: ${status} ${code}`
  if (code === 'PASSWORD_WEAK')
    return new ProblemError('password_too_weak', { detail, facts: { problem: message } })
  if (isKnown(code)) return new ProblemError(REFUSALS[code], { detail })
  if (status === 429) return new ProblemError('rate_limited', { detail })
  if (status === 401) return new ProblemError('authentication_required', { detail })
  if (status === 403) return new ProblemError('origin_not_allowed', { detail })
  if (status >= 500) return new ProblemError('internal_error', { detail })
  return new ProblemError('invalid_request', {
    detail,
    facts: { problem: message || 'The request is not complete.' },
  })
}

function readObject(text: string): { code?: string; message?: string; user?: { email?: string } } {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? read : {}
  } catch {
    return {}
  }
}
