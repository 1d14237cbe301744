import type { Log } from '../kernel/log.ts'
import { toLocale } from '../kernel/locale.ts'
import type { Mailer } from '../outbound/mailer.ts'
import type { NewUser, Users } from './users.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { Sql } from '../store/sql/sql.ts'
import { MINUTE } from '../kernel/time.ts'
import type { Auth, PasswordHash } from './auth.ts'
import type { SessionSecrets } from './session-secrets.ts'
import { createUser } from './create-user.ts'
import { createInvitations } from './invitations.ts'
import { createMembers } from './members.ts'
import { createMemberships, isAnyoneMember, membershipOf } from './memberships.ts'
import { saveLocale } from './save-locale.ts'
import { createSetup } from './setup.ts'

export interface UsersOptions {
  readonly sql: Sql
  /** Newest first; each signs cookies and encrypts TOTP secrets: 32 random bytes or more. */
  readonly secrets: SessionSecrets
  /** Derived from the encryption keys, newest first: 32 bytes each. */
  readonly setupKeys: readonly Buffer[]
  readonly publicUrl: () => string
  readonly now: () => Date
  readonly log: Log
  readonly mailer: Mailer
  readonly passwordHash?: PasswordHash | undefined
}

/** Precision of a session's `lastSeenAt`. */
const SEEN_EVERY_MS = 5 * MINUTE

export function createUsers({
  sql,
  secrets: initialSecrets,
  setupKeys,
  publicUrl,
  now,
  log,
  mailer,
  passwordHash,
}: UsersOptions): Users {
  let secrets = initialSecrets
  let made: Promise<Auth> | undefined
  const make = async (): Promise<Auth> => {
    // Loaded with a browser's first request: a server that only serves applications does not need it.
    const { createAuth } = await import('./auth.ts')
    // The public URL is known only after the server listens.
    return createAuth({ sql, secrets, log, mailer, now, baseURL: publicUrl(), passwordHash })
  }
  const auth = (): Promise<Auth> => (made ??= make())
  const sessionOf = async (headers: Headers) =>
    headers.has('cookie') ? (await auth()).api.getSession({ headers }) : null

  const accounts = {
    addUser: async (user: NewUser): Promise<string> => createUser(await auth(), user),
    removeUser: async (id: string): Promise<unknown> =>
      (await (await auth()).$context).internalAdapter.deleteUser(id),
  }

  return {
    handle: async (request) => (await auth()).handler(request),
    async whoIs(headers) {
      const found = await sessionOf(headers)
      if (!found) return undefined
      const { session, user } = found
      const membership = await membershipOf(sql, user.id, session.workspaceId ?? null)
      if (!membership) throw new ProblemError('not_a_member')
      await noteSeen(sql, { ...session, now: now() })
      const { id: userId, name, email } = user
      const twoFactorEnabled = user.twoFactorEnabled === true
      const locale = toLocale(user.locale)
      return { userId, name, email, sessionId: session.id, twoFactorEnabled, locale, ...membership }
    },
    setLocale: (userId, locale) => saveLocale(sql, userId, locale),
    exist: () => isAnyoneMember(sql),
    async useSecrets(newSecrets) {
      secrets = newSecrets
      if (made) await replaceSecrets(await made, newSecrets)
    },
    setup: createSetup({ sql, now, setupKeys, ...accounts }),
    members: createMembers(sql, now),
    memberships: createMemberships(sql, now),
    invitations: createInvitations({
      sql,
      now,
      log,
      mailer,
      publicUrl,
      ...accounts,
      userOf: async (headers) => (await sessionOf(headers))?.user,
    }),
  }
}

/** Replaces the secrets of new sessions. Until the next start, existing sessions stay valid under the secret that signed them. */
async function replaceSecrets(auth: Auth, secrets: SessionSecrets): Promise<void> {
  const { secretConfig } = await auth.$context
  const [newest] = secrets
  if (typeof secretConfig === 'string' || !newest) return
  for (const { version, value } of secrets) secretConfig.keys.set(version, value)
  secretConfig.currentVersion = newest.version
}

async function noteSeen(
  sql: Sql,
  { id, seenAt, now }: { readonly id: string; readonly seenAt?: unknown; readonly now: Date },
): Promise<void> {
  if (typeof seenAt === 'string' && now.getTime() - Date.parse(seenAt) < SEEN_EVERY_MS) return
  const text = 'UPDATE user_sessions SET last_seen_at = $1 WHERE id = $2'
  await sql.write([{ text, values: [now.toISOString(), id] }])
}
