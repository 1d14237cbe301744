import type { Log } from '../log.ts'
import type { People } from '../core/people.ts'
import type { Sql } from '../store/sql.ts'
import type { Auth } from './auth.ts'
import { createMembers } from './members.ts'
import { createSetUp } from './set-up.ts'

export interface AccountsOptions {
  readonly sql: Sql
  /** Signs cookies; 32 random bytes or more. */
  readonly secret: string
  readonly publicUrl: () => string
  readonly now: () => Date
  readonly log: Log
}

export function createAccounts({ sql, secret, publicUrl, now, log }: AccountsOptions): People {
  const members = createMembers(sql)
  let made: Promise<Auth> | undefined
  const make = async (): Promise<Auth> => {
    // Loaded when the first browser asks: a hub that only serves programs need not carry it.
    const { createAuth } = await import('./auth.ts')
    // The public address is known only once the hub listens.
    return createAuth({ sql, secret, log, baseURL: publicUrl() })
  }
  const auth = (): Promise<Auth> => (made ??= make())
  return {
    handle: async (request) => (await auth()).handler(request),
    async whoIs(headers) {
      if (!headers.has('cookie')) return undefined
      const session = await (await auth()).api.getSession({ headers })
      const member = session && (await members.of(session.user.id))
      if (!session || !member) return undefined
      const { id: personId, name, email } = session.user
      return { personId, name, email, workspaceId: member.workspaceId, role: member.role }
    },
    setUp: createSetUp({
      members,
      now,
      async addPerson({ name, email, password }) {
        const { internalAdapter, password: passwords } = await (await auth()).$context
        const person = await internalAdapter.createUser(
          { name, email, emailVerified: true },
          { method: 'email-password' },
        )
        await internalAdapter.linkAccount({
          userId: person.id,
          accountId: person.id,
          providerId: 'credential',
          password: await passwords.hash(password),
        })
        return person.id
      },
      removePerson: async (id) => (await (await auth()).$context).internalAdapter.deleteUser(id),
    }),
  }
}
