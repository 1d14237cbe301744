import type { Role } from '@letterlock/client/wire.ts'
import type { Sql } from '../store/sql.ts'

export interface Member {
  readonly workspaceId: string
  readonly personId: string
  readonly role: Role
}

/** Who works in which workspace. */
export interface Members {
  of(personId: string): Promise<Member | undefined>
  isAnyone(): Promise<boolean>
  /** The first of all; false when somebody was faster. */
  addFirst(member: Member, now: number): Promise<boolean>
}

export function createMembers(sql: Sql): Members {
  return {
    of: (personId) =>
      sql.one<Member>(
        'SELECT workspace_id AS "workspaceId", person_id AS "personId", role FROM member WHERE person_id = $1',
        [personId],
      ),
    isAnyone: async () => (await sql.one('SELECT 1 AS one FROM member', [])) !== undefined,
    async addFirst({ workspaceId, personId, role }, now) {
      const text = `INSERT INTO member (workspace_id, person_id, role, created_at)
        SELECT $1, $2, $3, CAST($4 AS BIGINT) WHERE NOT EXISTS (SELECT 1 FROM member) RETURNING role`
      return (await sql.change(text, [workspaceId, personId, role, now])).length === 1
    },
  }
}
