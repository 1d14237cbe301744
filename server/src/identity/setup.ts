import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { NewUser, Setup } from './users.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import type { Sql } from '../store/sql.ts'
import { addFirstMember, isAnyoneMember } from './memberships.ts'

interface SetupParts {
  readonly sql: Sql
  readonly now: () => Date
  /** Returns the user's ID. */
  readonly addUser: (user: NewUser) => Promise<string>
  readonly removeUser: (id: string) => Promise<unknown>
}

export function createSetup({ sql, now, addUser, removeUser }: SetupParts): Setup {
  let expected: Buffer | undefined
  return {
    async begin() {
      if (await isAnyoneMember(sql)) return undefined
      const token = new Secret(randomBytes(32).toString('base64url'))
      expected = Buffer.from(hashToken(token.reveal()))
      return token
    },
    async finish(token, workspaceId, user) {
      const given = Buffer.from(hashToken(token.reveal()))
      if (!expected || expected.length !== given.length || !timingSafeEqual(expected, given))
        throw new ProblemError((await isAnyoneMember(sql)) ? 'setup_completed' : 'setup_link_invalid')
      if (await isAnyoneMember(sql)) throw new ProblemError('setup_completed')
      // The link was printed in the server's terminal: its holder operates the server.
      const userId = await addUser({ ...user, emailVerified: true })
      const first = await addFirstMember(sql, { workspaceId, userId }, now().getTime())
      if (first) {
        expected = undefined
        return
      }
      // A concurrent request completed the setup.
      await removeUser(userId)
      throw new ProblemError('setup_completed')
    },
  }
}
