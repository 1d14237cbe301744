import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { NewPerson, SetUp } from '../core/people.ts'
import { HubError } from '../errors.ts'
import { hashToken } from '../id.ts'
import { Secret } from '../secret.ts'
import type { Sql } from '../store/sql.ts'
import { addFirstMember, isAnyoneMember } from './memberships.ts'

interface SetUpParts {
  readonly sql: Sql
  readonly now: () => Date
  /** Answers the person's id. */
  readonly addPerson: (person: NewPerson) => Promise<string>
  readonly removePerson: (id: string) => Promise<unknown>
}

export function createSetUp({ sql, now, addPerson, removePerson }: SetUpParts): SetUp {
  let expected: Buffer | undefined
  return {
    async begin() {
      if (await isAnyoneMember(sql)) return undefined
      const token = new Secret(randomBytes(32).toString('base64url'))
      expected = Buffer.from(hashToken(token.reveal()))
      return token
    },
    async finish(token, workspaceId, person) {
      const given = Buffer.from(hashToken(token.reveal()))
      if (!expected || expected.length !== given.length || !timingSafeEqual(expected, given))
        throw new HubError((await isAnyoneMember(sql)) ? 'set_up_done' : 'set_up_link_unknown')
      if (await isAnyoneMember(sql)) throw new HubError('set_up_done')
      // The link was printed where the server runs: its holder runs it.
      const personId = await addPerson({ ...person, emailVerified: true })
      const first = await addFirstMember(sql, { workspaceId, personId }, now().getTime())
      if (first) {
        expected = undefined
        return
      }
      // Somebody finished in this very moment: two owners were not asked for.
      await removePerson(personId)
      throw new HubError('set_up_done')
    },
  }
}
