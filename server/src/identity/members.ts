import type { Role } from '@letterlock/sdk/wire.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { Member, Members } from './users.ts'
import { ProblemError } from '../kernel/errors.ts'
import { nextMembersVersion, readMembersVersion } from './memberships.ts'
import { recordRemoval } from '../store/end-users/end-user-removals.ts'
import { insertEvent } from '../store/events/events.ts'
import { eraseAnswersTo } from '../store/idempotency-keys.ts'
import { endSendRequestsOf } from '../store/email-marketing/send-requests.ts'
import { revokeAssistants } from '../store/workspaces/revoke-assistants.ts'
import type { Sql, Statement } from '../store/sql/sql.ts'

interface Team {
  readonly version: number
  readonly members: readonly Member[]
}

interface Change {
  /** null: no longer a member. */
  readonly role: Role | null
  readonly statements: () => Promise<readonly Statement[]>
  readonly event: (member: Member) => NewEvent
}

/** A change is written only if the members have not changed since they were read, so concurrent changes cannot remove the last owner. */
export function createMembers(sql: Sql, now: () => Date): Members {
  const change = async (workspaceId: string, userId: string, next: Change): Promise<void> => {
    const { version, members } = await readMembers(sql, workspaceId)
    const member = members.find((one) => one.userId === userId)
    if (!member) throw new ProblemError('member_not_found')
    const owners = members.filter(({ role }) => role === 'owner').length
    if (member.role === 'owner' && next.role !== 'owner' && owners === 1)
      throw new ProblemError('owner_required')
    const done = await sql.write([
      nextMembersVersion(workspaceId, version),
      ...(await next.statements()),
      insertEvent(workspaceId, next.event(member), now().getTime()),
    ])
    if (!done) await change(workspaceId, userId, next)
  }

  return {
    list: async (workspaceId) => (await readMembers(sql, workspaceId)).members.slice(),
    changeRole: ({ workspaceId, actor }, userId, role) =>
      change(workspaceId, userId, {
        role,
        statements: async () => [
          {
            text: 'UPDATE members SET role = $1 WHERE workspace_id = $2 AND user_id = $3',
            values: [role, workspaceId, userId],
          },
        ],
        event: ({ name, email, role: from }) => ({
          type: 'member.role_updated',
          connectionId: null,
          actor,
          data: { userId, name, email, role, from, to: role },
        }),
      }),
    remove: ({ workspaceId, actor }, userId) =>
      change(workspaceId, userId, {
        role: null,
        statements: async () => [
          {
            text: 'DELETE FROM members WHERE workspace_id = $1 AND user_id = $2',
            values: [workspaceId, userId],
          },
          eraseAnswersTo(workspaceId, userId),
          endSendRequestsOf(workspaceId, userId, now().getTime()),
          // Connections in progress are not saved.
          ...recordRemoval(workspaceId, userId, now().getTime()),
          // A user who joins again must authorize assistants again.
          ...(await revokeAssistants(
            sql,
            { userId, workspaceId },
            { actor, reason: 'member_removed', now: now().getTime() },
          )),
        ],
        event: ({ name, email, role }) => ({
          type: 'member.removed',
          connectionId: null,
          actor,
          data: { userId, name, email, role },
        }),
      }),
  }
}

const LIST = `SELECT members.user_id AS "userId", users.name, users.email, members.role,
    members.created_at AS "joinedAt"
  FROM members JOIN users ON users.id = members.user_id
  WHERE members.workspace_id = $1 ORDER BY members.created_at, members.user_id`

async function readMembers(sql: Sql, workspaceId: string): Promise<Team> {
  const version = await readMembersVersion(sql, workspaceId)
  return { version, members: await sql.all<Member>(LIST, [workspaceId]) }
}
