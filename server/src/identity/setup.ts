import { createHmac, timingSafeEqual } from 'node:crypto'
import type { NewUser, Setup } from './users.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import type { Sql } from '../store/sql/sql.ts'
import { addFirstMember, isAnyoneMember } from './memberships.ts'

interface SetupContext {
  readonly sql: Sql
  readonly now: () => Date
  /** 32 bytes each, newest first. */
  readonly setupKeys: readonly Buffer[]
  /** Returns the user's ID. */
  readonly addUser: (user: NewUser) => Promise<string>
  readonly removeUser: (id: string) => Promise<unknown>
}

/**
 * The setup link. Its token is derived from the encryption key and the first workspace's ID, so that every process prints the same link,
 * also after a restart.
 */
export function createSetup({ sql, now, setupKeys, addUser, removeUser }: SetupContext): Setup {
  const tokenOf = async (key: Buffer): Promise<Secret> => {
    const workspace = await sql.one<{ id: string }>(
      'SELECT id FROM workspaces ORDER BY created_at, id LIMIT 1',
      [],
    )
    return new Secret(
      createHmac('sha256', key)
        .update(workspace?.id ?? '')
        .digest('base64url'),
    )
  }
  const isExpected = async (token: Secret): Promise<boolean> => {
    const given = hashToken(token.reveal())
    const expected = await Promise.all(setupKeys.map(tokenOf))
    return expected.some((known) => isEqual(hashToken(known.reveal()), given))
  }
  return {
    async begin() {
      const [newest] = setupKeys
      return newest && !(await isAnyoneMember(sql)) ? tokenOf(newest) : undefined
    },
    async finish(token, workspaceId, user) {
      if (!(await isExpected(token)))
        throw new ProblemError((await isAnyoneMember(sql)) ? 'setup_completed' : 'setup_link_invalid')
      if (await isAnyoneMember(sql)) throw new ProblemError('setup_completed')
      // The link was printed in the server's terminal: its holder operates the server.
      const userId = await addUser({ ...user, emailVerified: true })
      const first = await addFirstMember(sql, { workspaceId, userId }, now().getTime())
      if (first) return
      // A concurrent request completed the setup.
      await removeUser(userId)
      throw new ProblemError('setup_completed')
    },
  }
}

function isEqual(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
