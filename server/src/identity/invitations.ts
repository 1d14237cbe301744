import { timingSafeEqual } from 'node:crypto'
import type { Invitation, Invitations, NewUser } from './users.ts'
import type { Mailer } from '../outbound/mailer.ts'
import { ProblemError } from '../kernel/errors.ts'
import { hashToken, newId, newRandomToken } from '../kernel/id.ts'
import type { Log } from '../kernel/log.ts'
import { Secret } from '../kernel/secret.ts'
import { insertInto } from '../store/columns.ts'
import { insertEvent } from '../store/events.ts'
import type { Sql } from '../store/sql.ts'
import { DAY } from '../kernel/time.ts'
import { insertMember } from './memberships.ts'
import { invitationEmail } from './emails.ts'

const LIFETIME_MS = 7 * DAY

interface InvitationsParts {
  readonly sql: Sql
  readonly now: () => Date
  readonly log: Log
  readonly mailer: Mailer
  readonly publicUrl: () => string
  /** Returns the user's ID. @throws ProblemError user_exists */
  readonly addUser: (user: NewUser) => Promise<string>
  readonly removeUser: (id: string) => Promise<unknown>
  /** The signed-in user, also without a membership. */
  readonly userOf: (
    headers: Headers,
  ) => Promise<{ id: string; email: string; emailVerified: boolean } | undefined>
}

interface InvitationRow extends Invitation {
  readonly acceptedAt: number | null
  readonly revokedAt: number | null
  readonly workspace: string
  readonly inviter: string
  readonly proofHash: string | null
}

const COLUMNS = `invitations.id, workspace_id AS "workspaceId", invitations.email, role, invitations.created_at AS "createdAt",
  expires_at AS "expiresAt", accepted_at AS "acceptedAt", revoked_at AS "revokedAt"`
const OPEN = 'accepted_at IS NULL AND revoked_at IS NULL'

export function createInvitations(parts: InvitationsParts): Invitations {
  const { sql, now, log, mailer, publicUrl, addUser, removeUser, userOf } = parts

  const read = async (link: Secret): Promise<InvitationRow> => {
    const found = await sql.one<InvitationRow>(
      `SELECT ${COLUMNS}, workspaces.name AS workspace, COALESCE(users.name, workspaces.name) AS inviter, proof_hash AS "proofHash"
       FROM invitations JOIN workspaces ON workspaces.id = invitations.workspace_id
       LEFT JOIN users ON users.id = invitations.invited_by WHERE token_hash = $1`,
      [hashToken(partsOf(link).token)],
    )
    if (!found || found.revokedAt !== null) throw new ProblemError('invitation_not_found')
    if (found.acceptedAt !== null || found.expiresAt <= now().getTime())
      throw new ProblemError('invitation_expired')
    return found
  }

  const userWith = (email: string): Promise<KnownUser | undefined> =>
    sql.one<KnownUser>('SELECT id, email_verified AS "emailVerified" FROM users WHERE email = $1', [email])

  /** With SMTP, an invitation is for the reader of its email address: the inviter sees the link, too, so the link alone is not enough. */
  const needsEmail = (invitation: InvitationRow, link: Secret): boolean =>
    mailer.delivers && !isProved(invitation, link)

  /** Sends an email with a link that no other person has seen. @returns whether an email was sent */
  const send = async (row: InvitationRow, token: string): Promise<boolean> => {
    const proof = newRandomToken()
    const text = `UPDATE invitations SET proof_hash = $1 WHERE id = $2 AND ${OPEN}`
    await sql.write([{ text, values: [hashToken(proof), row.id] }])
    const url = `${publicUrl()}/accept-invitation#${token}${mailer.delivers ? `.${proof}` : ''}`
    const { email: to, inviter, workspace } = row
    return mailer.send(invitationEmail({ to, inviter, workspace, url })).then(
      () => mailer.delivers,
      (error: unknown) => {
        log.warn({ problem: (error as Error).message }, 'sending an invitation by email failed')
        return false
      },
    )
  }

  /** Accepts an invitation once, also for concurrent requests. */
  const take = async ({ id, workspaceId, role }: InvitationRow, userId: string): Promise<void> => {
    const at = now().getTime()
    const data = { user: userId, role }
    const taken = await sql.write([
      {
        text: `UPDATE invitations SET accepted_at = $1 WHERE id = $2 AND ${OPEN}`,
        values: [at, id],
        mustChange: true,
      },
      insertMember({ workspaceId, userId, role, now: at }),
      insertEvent(workspaceId, { type: 'member.joined', connectionId: null, actor: userId, data }, at),
    ])
    if (!taken) throw new ProblemError('invitation_expired')
  }

  return {
    async create({ workspaceId, actor }, to) {
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
      const data = { invitation: invitation.id, email, role: to.role }
      await sql.write([
        {
          text: `UPDATE invitations SET revoked_at = $1 WHERE workspace_id = $2 AND email = $3 AND ${OPEN}`,
          values: [at.getTime(), workspaceId, email],
        },
        insertInto('invitations', {
          id: invitation.id,
          workspace_id: workspaceId,
          token_hash: hashToken(token.reveal()),
          email,
          role: to.role,
          invited_by: actor,
          created_at: invitation.createdAt,
          expires_at: invitation.expiresAt,
        }),
        insertEvent(
          workspaceId,
          { type: 'invitation.created', connectionId: null, actor, data },
          at.getTime(),
        ),
      ])
      const url = `${publicUrl()}/accept-invitation#${token.reveal()}`
      // The link is returned as well; its page can send the email again.
      const sent = await send(await read(token), token.reveal())
      return { invitation, url, sent }
    },
    list: (workspaceId) =>
      sql.all<Invitation>(
        `SELECT ${COLUMNS} FROM invitations WHERE workspace_id = $1 AND ${OPEN} AND expires_at > $2 ORDER BY id`,
        [workspaceId, now().getTime()],
      ),
    async revoke({ workspaceId, actor }, id) {
      const at = now().getTime()
      const invited = await sql.one<{ email: string; role: string }>(
        'SELECT email, role FROM invitations WHERE id = $1 AND workspace_id = $2',
        [id, workspaceId],
      )
      const event = {
        type: 'invitation.revoked',
        connectionId: null,
        actor,
        data: { invitation: id, ...invited },
      } as const
      const text = `UPDATE invitations SET revoked_at = $1 WHERE id = $2 AND workspace_id = $3 AND ${OPEN}`
      const revoked = await sql.write([
        { text, values: [at, id, workspaceId], mustChange: true },
        insertEvent(workspaceId, event, at),
      ])
      if (!revoked) throw new ProblemError('invitation_not_found')
    },
    async look(link) {
      const found = await read(link)
      const user = await userWith(found.email)
      return {
        ...found,
        userExists: user !== undefined,
        needsEmail: needsEmail(found, link) && !user?.emailVerified,
      }
    },
    async sendAgain(link) {
      return { sent: await send(await read(link), partsOf(link).token) }
    },
    async acceptAsNew(link, { name, password }) {
      const invitation = await read(link)
      const { email } = invitation
      if (await userWith(email)) throw new ProblemError('user_exists')
      if (needsEmail(invitation, link))
        throw new ProblemError('invitation_email_needed', { facts: { email } })
      const emailVerified = isProved(invitation, link)
      const userId = await addUser({ name, email, password, emailVerified })
      try {
        await take(invitation, userId)
      } catch (error) {
        await removeUser(userId)
        throw error
      }
    },
    async acceptAs(link, headers) {
      const invitation = await read(link)
      const { email } = invitation
      const user = await userOf(headers)
      if (!user) throw new ProblemError('authentication_required')
      if (user.email !== email) throw new ProblemError('invitation_email_mismatch', { facts: { email } })
      if (!user.emailVerified && needsEmail(invitation, link))
        throw new ProblemError('invitation_email_needed', { facts: { email } })
      await take(invitation, user.id)
    },
  }
}

interface KnownUser {
  readonly id: string
  readonly emailVerified: number
}

/** A link carries a token; the one in the email also a proof of the address. */
function partsOf(link: Secret): { readonly token: string; readonly proof: string } {
  const [token = '', proof = ''] = link.reveal().split('.')
  return { token, proof }
}

function isProved({ proofHash }: InvitationRow, link: Secret): boolean {
  const { proof } = partsOf(link)
  if (proofHash === null || proof === '') return false
  const [expected, given] = [Buffer.from(proofHash), Buffer.from(hashToken(proof))]
  return expected.length === given.length && timingSafeEqual(expected, given)
}
