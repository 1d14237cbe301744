import { ProblemError } from '../kernel/errors.ts'
import type { Secret } from '../kernel/secret.ts'
import { insertEvent } from '../store/events/events.ts'
import {
  isProved,
  OPEN,
  partsOf,
  readInvitation,
  sendInvitation,
  type InvitationContext,
  type InvitationRow,
} from './invitation-link.ts'
import { countMembersChange, insertMember } from './memberships.ts'
import type { Invitations, NewUser } from './users.ts'

export interface AcceptInvitationContext extends InvitationContext {
  /** Returns the user's ID. @throws ProblemError user_exists */
  readonly addUser: (user: NewUser) => Promise<string>
  readonly removeUser: (id: string) => Promise<unknown>
  /** The signed-in user, even without a membership. */
  readonly userOf: (
    headers: Headers,
  ) => Promise<{ id: string; email: string; emailVerified: boolean } | undefined>
}

type AcceptInvitations = Pick<Invitations, 'look' | 'sendAgain' | 'acceptAsNew' | 'acceptAs'>

/** The actions for which an invitation's link is enough. */
export function createAcceptInvitations(context: AcceptInvitationContext): AcceptInvitations {
  const { addUser, removeUser, userOf } = context
  return {
    async look(link) {
      const found = await readInvitation(context, link)
      const user = await userWith(context, found.email)
      return {
        ...found,
        userExists: user !== undefined,
        needsEmail: needsEmail(context, found, link) && !user?.emailVerified,
      }
    },
    async sendAgain(link, locale) {
      const invitation = await readInvitation(context, link)
      return { sent: await sendInvitation(context, invitation, partsOf(link).token, locale) }
    },
    async acceptAsNew(link, { name, password }) {
      const invitation = await readInvitation(context, link)
      const { email } = invitation
      if (await userWith(context, email)) throw new ProblemError('user_exists')
      if (needsEmail(context, invitation, link))
        throw new ProblemError('invitation_email_needed', { facts: { email } })
      const emailVerified = isProved(invitation, link)
      const userId = await addUser({ name, email, password, emailVerified })
      try {
        await take(context, invitation, userId)
      } catch (error) {
        await removeUser(userId)
        throw error
      }
    },
    async acceptAs(link, headers) {
      const invitation = await readInvitation(context, link)
      const { email } = invitation
      const user = await userOf(headers)
      if (!user) throw new ProblemError('authentication_required')
      if (user.email !== email) throw new ProblemError('invitation_email_mismatch', { facts: { email } })
      if (!user.emailVerified && needsEmail(context, invitation, link))
        throw new ProblemError('invitation_email_needed', { facts: { email } })
      await take(context, invitation, user.id)
    },
  }
}

interface KnownUser {
  readonly id: string
  readonly emailVerified: number
}

const userWith = ({ sql }: InvitationContext, email: string): Promise<KnownUser | undefined> =>
  sql.one<KnownUser>('SELECT id, email_verified AS "emailVerified" FROM users WHERE email = $1', [email])

/** Whether only the link in the email is accepted. The inviter sees the other link, so with SMTP it does not prove the email address. */
function needsEmail({ mailer }: InvitationContext, invitation: InvitationRow, link: Secret): boolean {
  return mailer.delivers && !isProved(invitation, link)
}

/** Accepts an invitation once, also for concurrent requests. */
async function take(
  { sql, now }: InvitationContext,
  { id, workspaceId, role }: InvitationRow,
  userId: string,
): Promise<void> {
  const at = now().getTime()
  const data = { userId, role }
  const taken = await sql.write([
    {
      text: `UPDATE invitations SET accepted_at = $1 WHERE id = $2 AND ${OPEN}`,
      values: [at, id],
      mustChange: true,
    },
    countMembersChange(workspaceId),
    insertMember({ workspaceId, userId, role, now: at }),
    insertEvent(workspaceId, { type: 'member.joined', connectionId: null, actor: userId, data }, at),
  ])
  if (!taken) throw new ProblemError('invitation_expired')
}
