import type { Invitation, Invitations, Mail, NewPerson } from '../core/people.ts'
import { HubError } from '../errors.ts'
import { hashToken, newId, newRandomToken } from '../id.ts'
import type { Log } from '../log.ts'
import { Secret } from '../secret.ts'
import { insertEvent } from '../store/events.ts'
import type { Sql } from '../store/sql.ts'
import { DAY } from '../time.ts'
import { insertMember } from './memberships.ts'
import { invitationMail } from './messages.ts'

const LIFETIME_MS = 7 * DAY

interface InvitationsParts {
  readonly sql: Sql
  readonly now: () => Date
  readonly log: Log
  readonly mail: Mail
  readonly publicUrl: () => string
  /** Answers the person's id. @throws HubError person_exists */
  readonly addPerson: (person: NewPerson) => Promise<string>
  readonly removePerson: (id: string) => Promise<unknown>
  /** Who is signed in, whether a member of anything or not. */
  readonly personOf: (headers: Headers) => Promise<{ id: string; email: string } | undefined>
}

interface InvitationRow extends Invitation {
  readonly acceptedAt: number | null
  readonly revokedAt: number | null
  readonly workspace: string
}

const COLUMNS = `invitation.id, workspace_id AS "workspaceId", email, role, invitation.created_at AS "createdAt",
  expires_at AS "expiresAt", accepted_at AS "acceptedAt", revoked_at AS "revokedAt"`
const OPEN = 'accepted_at IS NULL AND revoked_at IS NULL'

export function createInvitations(parts: InvitationsParts): Invitations {
  const { sql, now, log, mail, publicUrl, addPerson, removePerson, personOf } = parts

  const read = async (token: Secret): Promise<InvitationRow> => {
    const found = await sql.one<InvitationRow>(
      `SELECT ${COLUMNS}, workspace.name AS workspace FROM invitation
       JOIN workspace ON workspace.id = invitation.workspace_id WHERE token_hash = $1`,
      [hashToken(token.reveal())],
    )
    if (!found || found.revokedAt !== null) throw new HubError('invitation_unknown')
    if (found.acceptedAt !== null || found.expiresAt <= now().getTime())
      throw new HubError('invitation_expired')
    return found
  }

  const personWith = (email: string): Promise<{ id: string } | undefined> =>
    sql.one<{ id: string }>('SELECT "id" FROM person WHERE "email" = $1', [email])

  /** Once: of two who use it at the same moment, one is let in. */
  const take = async ({ id, workspaceId, role }: InvitationRow, personId: string): Promise<void> => {
    const at = now().getTime()
    const data = { person: personId, role }
    const taken = await sql.write([
      {
        text: `UPDATE invitation SET accepted_at = $1 WHERE id = $2 AND ${OPEN}`,
        values: [at, id],
        mustChange: true,
      },
      insertMember({ workspaceId, personId, role, now: at }),
      insertEvent(workspaceId, { type: 'member.joined', connectionId: null, actor: personId, data }, at),
    ])
    if (!taken) throw new HubError('invitation_expired')
  }

  return {
    async create({ workspaceId, actor, inviter }, to) {
      const email = to.email.toLowerCase()
      const known = `SELECT 1 AS one FROM member JOIN person ON person."id" = member.person_id
        WHERE member.workspace_id = $1 AND person."email" = $2`
      if (await sql.one(known, [workspaceId, email])) throw new HubError('already_member')
      const at = now()
      const token = new Secret(newRandomToken())
      const invitation: Invitation = {
        id: newId('inv', at),
        workspaceId,
        email,
        role: to.role,
        createdAt: at.getTime(),
        expiresAt: at.getTime() + LIFETIME_MS,
      }
      const data = { invitation: invitation.id, email, role: to.role }
      await sql.write([
        {
          text: `UPDATE invitation SET revoked_at = $1 WHERE workspace_id = $2 AND email = $3 AND ${OPEN}`,
          values: [at.getTime(), workspaceId, email],
        },
        {
          text: `INSERT INTO invitation (id, workspace_id, token_hash, email, role, invited_by, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
          values: [
            invitation.id,
            workspaceId,
            hashToken(token.reveal()),
            email,
            to.role,
            actor,
            invitation.createdAt,
            invitation.expiresAt,
          ],
        },
        insertEvent(workspaceId, { type: 'member.invited', connectionId: null, actor, data }, at.getTime()),
      ])
      const url = `${publicUrl()}/join#${token.reveal()}`
      const { workspace } = await read(token)
      // The link is shown as well: an e-mail that does not go out loses nothing.
      const sent = await mail.send(invitationMail({ to: email, inviter, workspace, url })).then(
        () => mail.leaves,
        (error: unknown) => {
          log.warn({ problem: (error as Error).message }, 'an invitation was not sent by e-mail')
          return false
        },
      )
      return { invitation, url, sent }
    },
    list: (workspaceId) =>
      sql.all<Invitation>(
        `SELECT ${COLUMNS} FROM invitation WHERE workspace_id = $1 AND ${OPEN} AND expires_at > $2 ORDER BY id`,
        [workspaceId, now().getTime()],
      ),
    async revoke({ workspaceId, actor }, id) {
      const at = now().getTime()
      const event = {
        type: 'member.invitation_revoked',
        connectionId: null,
        actor,
        data: { invitation: id },
      } as const
      const text = `UPDATE invitation SET revoked_at = $1 WHERE id = $2 AND workspace_id = $3 AND ${OPEN}`
      const revoked = await sql.write([
        { text, values: [at, id, workspaceId], mustChange: true },
        insertEvent(workspaceId, event, at),
      ])
      if (!revoked) throw new HubError('invitation_unknown')
    },
    async look(token) {
      const found = await read(token)
      return { ...found, hasAccount: (await personWith(found.email)) !== undefined }
    },
    async acceptAsNew(token, { name, password }) {
      const invitation = await read(token)
      if (await personWith(invitation.email)) throw new HubError('person_exists')
      const personId = await addPerson({ name, email: invitation.email, password })
      try {
        await take(invitation, personId)
      } catch (error) {
        await removePerson(personId)
        throw error
      }
    },
    async acceptAs(token, headers) {
      const invitation = await read(token)
      const person = await personOf(headers)
      if (!person) throw new HubError('not_signed_in')
      if (person.email !== invitation.email)
        throw new HubError('invitation_for_other', { facts: { email: invitation.email } })
      await take(invitation, person.id)
    },
  }
}
