import type { Role } from '@letterlock/sdk/wire.ts'
import type { Memberships, SignedIn } from './users.ts'
import { ProblemError } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import { insertInto } from '../store/sql/columns.ts'
import { insertEvent } from '../store/events/events.ts'
import type { Sql, Statement } from '../store/sql/sql.ts'

export interface Membership {
  readonly workspaceId: string
  readonly role: Role
}

/** The active workspace of a session: the one chosen in this browser, or the user's first. */
export async function membershipOf(
  sql: Sql,
  userId: string,
  chosen: string | null,
): Promise<Membership | undefined> {
  const text = `SELECT workspace_id AS "workspaceId", role FROM members WHERE user_id = $1
    ORDER BY CASE WHEN workspace_id = $2 THEN 0 ELSE 1 END, created_at, workspace_id LIMIT 1`
  return sql.one<Membership>(text, [userId, chosen ?? ''])
}

/** Whether any workspace has a member: before the setup, none has. */
export async function isAnyoneMember(sql: Sql): Promise<boolean> {
  return (await sql.one('SELECT 1 AS one FROM members', [])) !== undefined
}

/** The number of changes of a workspace's members. */
export async function readMembersVersion(sql: Sql, workspaceId: string): Promise<number> {
  const text = 'SELECT members_version AS version FROM workspaces WHERE id = $1'
  return (await sql.one<{ version: number }>(text, [workspaceId]))?.version ?? 0
}

/** A statement that fails the transaction if the members have changed since this version was read. */
export function nextMembersVersion(workspaceId: string, version: number): Statement {
  return {
    text: 'UPDATE workspaces SET members_version = members_version + 1 WHERE id = $1 AND members_version = $2',
    values: [workspaceId, version],
    mustChange: true,
  }
}

/** Adds the first user as owner; false if another request was first. */
export async function addFirstMember(
  sql: Sql,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  now: number,
): Promise<boolean> {
  const version = await readMembersVersion(sql, workspaceId)
  if (await isAnyoneMember(sql)) return false
  const owner = insertMember({ workspaceId, userId, role: 'owner', now })
  // A condition on the table is not enough: of two concurrent transactions, neither sees the other's member.
  return sql.write([nextMembersVersion(workspaceId, version), owner])
}

/** The statement that accompanies each new member. */
export function countMembersChange(workspaceId: string): Statement {
  return {
    text: 'UPDATE workspaces SET members_version = members_version + 1 WHERE id = $1',
    values: [workspaceId],
  }
}

/**
 * The statement that adds a member; it changes nothing if the user is one.
 * @param member `now` is epoch milliseconds
 */
export function insertMember({
  workspaceId,
  userId,
  role,
  now,
}: Membership & { userId: string; now: number }): Statement {
  const row = { workspace_id: workspaceId, user_id: userId, role, created_at: now }
  return insertInto('members', row, 'ON CONFLICT DO NOTHING')
}

export function createMemberships(sql: Sql, now: () => Date): Memberships {
  const choose = async ({ userId, sessionId }: SignedIn, workspaceId: string): Promise<void> => {
    const membership = await membershipOf(sql, userId, workspaceId)
    if (membership?.workspaceId !== workspaceId) throw new ProblemError('not_a_member')
    const text = 'UPDATE user_sessions SET workspace_id = $1 WHERE id = $2'
    await sql.write([{ text, values: [workspaceId, sessionId] }])
  }
  return {
    list: (userId) =>
      sql.all(
        `SELECT workspaces.id, workspaces.name, members.role FROM members
         JOIN workspaces ON workspaces.id = members.workspace_id
         WHERE members.user_id = $1 ORDER BY workspaces.name, workspaces.id`,
        [userId],
      ),
    choose,
    async found(user, name) {
      const at = now()
      const id = newId('ws', at)
      const event = {
        type: 'workspace.created',
        connectionId: null,
        actor: user.userId,
        data: { name },
      } as const
      const workspace = { id, name, allowed_return_urls: '[]', created_at: at.getTime() }
      await sql.write([
        insertInto('workspaces', workspace),
        insertMember({ workspaceId: id, userId: user.userId, role: 'owner', now: at.getTime() }),
        insertEvent(id, event, at.getTime()),
      ])
      await choose(user, id)
      return id
    },
  }
}
