import { passkey } from '@better-auth/passkey'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '../kernel/limits.ts'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Mailer } from '../outbound/mailer.ts'
import { chooseLocale } from '../kernel/choose-locale.ts'
import { toLocale } from '../kernel/locale.ts'
import { outageOf, ProblemError } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import type { Log } from '../kernel/log.ts'
import type { Sql } from '../store/sql/sql.ts'
import type { SessionSecrets } from './session-secrets.ts'
import { CREDENTIALS, PASSKEYS, SESSIONS, TOTP_FACTORS, USERS, VERIFICATIONS } from './auth-tables.ts'
import { claimAddress } from './claim-address.ts'
import { endProofs } from './end-proofs.ts'
import { passwordResetEmail } from './emails.ts'
import { assertStrongPassword } from './assert-strong-password.ts'
import { createSqlDialect } from './sql-dialect.ts'
import { useCode } from './use-code.ts'
import { memberAt } from '../kernel/member-at.ts'

export interface AuthOptions {
  readonly sql: Sql
  readonly secrets: SessionSecrets
  readonly log: Log
  readonly mailer: Mailer
  readonly now: () => Date
  readonly baseURL: string
  /** By default scrypt at the library's cost. */
  readonly passwordHash?: PasswordHash | undefined
}

/** How passwords are stored, and compared with what is stored. */
export type PasswordHash = Required<
  NonNullable<NonNullable<BetterAuthOptions['emailAndPassword']>['password']>
>

export type Auth = ReturnType<typeof createAuth>

const HOUR_SECONDS = 3600
const DAY_SECONDS = 86_400
const WEEK_SECONDS = 7 * DAY_SECONDS

/** Requests after which earlier proofs of identity are deleted (end-proofs.ts). */
const ENDING_PROOFS: ReadonlySet<string> = new Set([
  '/change-password',
  '/revoke-other-sessions',
  '/revoke-session',
  '/two-factor/disable',
])
const MAX_USER_AGENT_LENGTH = 512

/** Prefixes of the IDs that the API returns; the library's other records are internal. */
const ID_PREFIXES: Readonly<Record<string, string>> = { user: 'usr', session: 'ses' }

function idPrefixOf(model: string): string {
  return ID_PREFIXES[model] ?? 'auth'
}

/** Configures better-auth for sign-in, sessions and credentials, on the tables of store/migrations. */
export function createAuth({ sql, secrets, log, mailer, now, baseURL, passwordHash }: AuthOptions) {
  const { origin, hostname, protocol } = new URL(baseURL)
  return betterAuth({
    appName: 'Letterlock',
    baseURL,
    basePath: '/auth',
    secrets: [...secrets],
    trustedOrigins: [origin],
    database: { dialect: createSqlDialect(sql), type: 'sqlite', transaction: false },
    user: USERS,
    session: { ...SESSIONS, expiresIn: WEEK_SECONDS, updateAge: DAY_SECONDS },
    account: CREDENTIALS,
    verification: VERIFICATIONS,
    emailAndPassword: {
      enabled: true,
      // Users are created by the setup link or by an invitation.
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
      ...(passwordHash && { password: passwordHash }),
      resetPasswordTokenExpiresIn: HOUR_SECONDS,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }, request) =>
        mailer.send(
          passwordResetEmail(
            { to: user.email, url: `${origin}/reset-password#${token}` },
            toLocale(memberAt(user, 'locale')) ??
              chooseLocale(request?.headers.get('accept-language') ?? undefined),
          ),
        ),
      onPasswordReset: ({ user }) =>
        user.emailVerified
          ? endProofs(sql, user.id)
          : // Without SMTP the operator sees the link, so it does not prove the email address.
            claimAddress(sql, user.id, { emailVerified: mailer.delivers, now: now().getTime() }),
    },
    hooks: hooksOf(sql),
    databaseHooks: { session: { create: { before: sessionBefore(sql, now) } } },
    plugins: [totp(), passkeys({ hostname, origin })],
    // The sign-in routes limit by IP address and by email address.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'letterlock',
      useSecureCookies: protocol === 'https:',
      // Set by the sign-in routes from the connection; the client's own header is dropped.
      ipAddress: { ipAddressHeaders: ['letterlock-client-address'] },
      // The migrations own the tables; the check supports only one database.
      database: { validateSchema: false, generateId: ({ model }) => newId(idPrefixOf(model), now()) },
    },
    telemetry: { enabled: false },
    // Unexpected errors reach the server's own log; the library would print them to the console.
    onAPIError: { throw: true },
    logger: loggerTo(log),
  })
}

function hooksOf(sql: Sql) {
  return {
    before: createAuthMiddleware(async (context) => {
      const newPassword = memberAt(context.body, 'newPassword')
      const chooser = typeof newPassword === 'string' ? await chooserOf(context) : null
      if (typeof newPassword !== 'string' || !chooser) return
      await assertStrongPassword(newPassword, [chooser.name, chooser.email]).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error
        throw new APIError('UNPROCESSABLE_ENTITY', {
          code: 'PASSWORD_WEAK',
          message: String(error.facts['problem']),
        })
      })
    }),
    after: createAuthMiddleware(async ({ path, context: { session, returned } }) => {
      if (session && ENDING_PROOFS.has(path) && !(returned instanceof APIError))
        await endProofs(sql, session.user.id)
    }),
  }
}

type SessionHook = NonNullable<
  NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['session']>['create']
>['before']

/** Rejects a code that was used before, and adds to a new session where and when it was last seen. */
function sessionBefore(sql: Sql, now: () => Date): NonNullable<SessionHook> {
  return async (session, context) => {
    if (context?.path === '/two-factor/verify-totp') {
      const code = memberAt(context.body, 'code')
      if (typeof code !== 'string' || !(await useCode(sql, session.userId, code)))
        throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE' })
    }
    const timeZone = context?.headers?.get('letterlock-time-zone') ?? ''
    return {
      data: {
        ...session,
        userAgent: session.userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
        timeZone: isTimeZone(timeZone) ? timeZone : (session['timeZone'] ?? null),
        seenAt: now().toISOString(),
      },
    }
  }
}

function totp() {
  return twoFactor({
    schema: TOTP_FACTORS,
    // No browser is trusted: each sign-in asks for the code.
    trustDeviceMaxAge: 0,
  })
}

function passkeys({ hostname, origin }: { readonly hostname: string; readonly origin: string }) {
  return passkey({
    rpID: hostname,
    rpName: 'Letterlock',
    origin,
    schema: PASSKEYS,
    authentication: {
      // A passkey replaces password and code, so user verification is required.
      async afterVerification({ verification: { authenticationInfo } }) {
        if (!authenticationInfo.userVerified)
          throw new APIError('UNAUTHORIZED', { code: 'AUTHENTICATION_FAILED' })
      },
    },
  })
}

function loggerTo(log: Log): NonNullable<BetterAuthOptions['logger']> {
  return {
    level: 'error',
    log(_level, message, ...more: unknown[]) {
      // The store logs an outage once.
      if (!more.some(outageOf)) log.warn({ component: 'better-auth' }, message)
    },
  }
}

type AuthContext = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

/** The user who sets a new password: the signed-in user, or the user of a valid reset link. */
async function chooserOf(context: AuthContext): Promise<{ name: string; email: string } | null> {
  if (context.path !== '/reset-password') return (await getSessionFromCtx(context))?.user ?? null
  const { internalAdapter } = context.context
  const token = memberAt(context.body, 'token')
  if (typeof token !== 'string') return null
  const link = await internalAdapter.findVerificationValue(`reset-password:${token}`)
  return link ? internalAdapter.findUserById(link.value) : null
}

function isTimeZone(name: string): boolean {
  try {
    return name !== '' && Intl.DateTimeFormat('en', { timeZone: name }) !== undefined
  } catch {
    return false
  }
}
