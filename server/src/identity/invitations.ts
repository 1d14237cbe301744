import type { Role } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken, newId, newRandomToken } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import { DAY } from '../kernel/time.ts'
import { insertInto } from '../store/sql/columns.ts'
import { insertEvent } from '../store/events/events.ts'
import type { Statement } from '../store/sql/sql.ts'
import { createAcceptInvitations, type AcceptInvitationContext } from './accept-invitations.ts'
import { INVITATION_COLUMNS, OPEN, readInvitation, sendInvitation } from './invitation-link.ts'
import type { Invitation, Invitations } from './users.ts'

const LIFETIME_MS = 7 * DAY

export function createInvitations(context: AcceptInvitationContext): Invitations {
  const { sql, now, publicUrl } = context
  return {
    ...createAcceptInvitations(context),
    async create({ workspaceId, actor }, to, locale) {
      const email = to.email.toLowerCase()
      const known = `SELECT 1 AS one FROM members JOIN users ON users.id = members.user_id
        WHERE members.workspace_id = $1 AND users.email = $2`
      if (await sql.one(known, [workspaceId, email])) throw new ProblemError('member_exists')
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
      await sql.write(insertInvitation(invitation, { actor, tokenHash: hashToken(token.reveal()) }))
      const url = `${publicUrl()}/accept-invitation#${token.reveal()}`
      // The link is returned as well; its page can send the email again.
      const sent = await sendInvitation(context, await readInvitation(context, token), token.reveal(), locale)
      return { invitation, url, sent }
    },
    list: (workspaceId) =>
      sql.all<Invitation>(
        `SELECT ${INVITATION_COLUMNS} FROM invitations WHERE workspace_id = $1 AND ${OPEN} AND expires_at > $2 ORDER BY id`,
        [workspaceId, now().getTime()],
      ),
    async revoke({ workspaceId, actor }, id) {
      const at = now().getTime()
      const invited = await sql.one<{ email: string; role: Role }>(
        'SELECT email, role FROM invitations WHERE id = $1 AND workspace_id = $2',
        [id, workspaceId],
      )
      if (!invited) throw new ProblemError('invitation_not_found')
      const event = {
        type: 'invitation.revoked',
        connectionId: null,
        actor,
        data: { invitationId: id, ...invited },
      } as const
      const text = `UPDATE invitations SET revoked_at = $1 WHERE id = $2 AND workspace_id = $3 AND ${OPEN}`
      const revoked = await sql.write([
        { text, values: [at, id, workspaceId], mustChange: true },
        insertEvent(workspaceId, event, at),
      ])
      if (!revoked) throw new ProblemError('invitation_not_found')
    },
  }
}

/** The new invitation replaces an earlier one to the same address. */
function insertInvitation(
  { id, workspaceId, email, role, createdAt, expiresAt }: Invitation,
  { actor, tokenHash }: { readonly actor: string; readonly tokenHash: string },
): Statement[] {
  const data = { invitationId: id, email, role: role }
  return [
    {
      text: `UPDATE invitations SET revoked_at = $1 WHERE workspace_id = $2 AND email = $3 AND ${OPEN}`,
      values: [createdAt, workspaceId, email],
    },
    insertInto('invitations', {
      id: id,
      workspace_id: workspaceId,
      token_hash: tokenHash,
      email,
      role: role,
      invited_by: actor,
      created_at: createdAt,
      expires_at: expiresAt,
    }),
    insertEvent(workspaceId, { type: 'invitation.created', connectionId: null, actor, data }, createdAt),
  ]
}
