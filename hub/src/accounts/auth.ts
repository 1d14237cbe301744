import { betterAuth } from 'better-auth'
import type { Log } from '../log.ts'
import type { Sql } from '../store/sql.ts'
import { createSqlDialect } from './sql-dialect.ts'

export interface AuthOptions {
  readonly sql: Sql
  readonly secret: string
  readonly log: Log
  readonly baseURL: string
}

export type Auth = ReturnType<typeof createAuth>

const WEEK_SECONDS = 7 * 86_400
const DAY_SECONDS = 86_400
/** NIST SP 800-63B-4, section 3.1.1: 15 where the password is all there is, and no rules about its letters. */
const SHORTEST_PASSWORD = 15
const LONGEST_PASSWORD = 128

/** What better-auth does for us, on tables that are ours (store/migrations). */
export function createAuth({ sql, secret, log, baseURL }: AuthOptions) {
  return betterAuth({
    appName: 'Letterlock',
    baseURL,
    basePath: '/auth',
    secret,
    trustedOrigins: [new URL(baseURL).origin],
    database: { dialect: createSqlDialect(sql), type: 'sqlite', transaction: false },
    user: { modelName: 'person' },
    session: { modelName: 'person_session', expiresIn: WEEK_SECONDS, updateAge: DAY_SECONDS },
    account: { modelName: 'person_credential' },
    verification: { modelName: 'person_verification' },
    emailAndPassword: {
      enabled: true,
      // People come by the set-up link or by an invitation.
      disableSignUp: true,
      minPasswordLength: SHORTEST_PASSWORD,
      maxPasswordLength: LONGEST_PASSWORD,
    },
    // Our own routes count, by address and by e-mail address.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'letterlock',
      useSecureCookies: baseURL.startsWith('https:'),
      // Set by our own route from the connection, whatever the browser sent.
      ipAddress: { ipAddressHeaders: ['x-letterlock-address'] },
      // The tables are ours (store/migrations), and the check knows only one database at a time.
      database: { validateSchema: false },
    },
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => log.warn({ from: 'accounts' }, message) },
  })
}
