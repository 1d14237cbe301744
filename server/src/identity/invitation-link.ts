import { timingSafeEqual } from 'node:crypto'
import { ProblemError } from '../kernel/errors.ts'
import { toLocale, type Locale } from '../kernel/locale.ts'
import { hashToken, newRandomToken } from '../kernel/id.ts'
import type { Log } from '../kernel/log.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Mailer } from '../outbound/mailer.ts'
import type { Sql } from '../store/sql/sql.ts'
import { invitationEmail } from './emails.ts'
import type { Invitation } from './users.ts'
import { reasonOf } from '../kernel/reason-of.ts'

export interface InvitationContext {
  readonly sql: Sql
  readonly now: () => Date
  readonly log: Log
  readonly mailer: Mailer
  readonly publicUrl: () => string
}

export interface InvitationRow extends Invitation {
  readonly acceptedAt: number | null
  readonly revokedAt: number | null
  readonly workspace: string
  readonly inviter: string
  readonly proofHash: string | null
  /** The language of the user with this email address; null if there is no such user, or it is unknown. */
  readonly inviteeLocale: string | null
}

export const INVITATION_COLUMNS = `invitations.id, workspace_id AS "workspaceId", invitations.email, role, invitations.created_at AS "createdAt",
  expires_at AS "expiresAt", accepted_at AS "acceptedAt", revoked_at AS "revokedAt"`
export const OPEN = 'accepted_at IS NULL AND revoked_at IS NULL'

/** @throws ProblemError invitation_not_found, invitation_expired */
export async function readInvitation(
  { sql, now }: Pick<InvitationContext, 'sql' | 'now'>,
  link: Secret,
): Promise<InvitationRow> {
  const found = await sql.one<InvitationRow>(
    `SELECT ${INVITATION_COLUMNS}, workspaces.name AS workspace, COALESCE(users.name, workspaces.name) AS inviter, proof_hash AS "proofHash",
       invitees.locale AS "inviteeLocale"
     FROM invitations JOIN workspaces ON workspaces.id = invitations.workspace_id
     LEFT JOIN users ON users.id = invitations.invited_by
     LEFT JOIN users AS invitees ON invitees.email = invitations.email WHERE token_hash = $1`,
    [hashToken(partsOf(link).token)],
  )
  if (!found || found.revokedAt !== null) throw new ProblemError('invitation_not_found')
  if (found.acceptedAt !== null || found.expiresAt <= now().getTime())
    throw new ProblemError('invitation_expired')
  return found
}

/**
 * Sends an email with a link that only its recipient sees.
 * @param locale of the email, if the recipient's language is unknown
 * @returns whether an email was sent
 */
export async function sendInvitation(
  { sql, log, mailer, publicUrl }: InvitationContext,
  row: InvitationRow,
  token: string,
  locale: Locale,
): Promise<boolean> {
  const proof = newRandomToken()
  const text = `UPDATE invitations SET proof_hash = $1 WHERE id = $2 AND ${OPEN}`
  await sql.write([{ text, values: [hashToken(proof), row.id] }])
  const url = `${publicUrl()}/accept-invitation#${token}${mailer.delivers ? `.${proof}` : ''}`
  const { email: to, inviter, workspace, inviteeLocale } = row
  const email = invitationEmail({ to, inviter, workspace, url }, toLocale(inviteeLocale) ?? locale)
  return mailer.send(email).then(
    () => mailer.delivers,
    (error: unknown) => {
      log.warn({ errorDetail: reasonOf(error) }, 'sending an invitation by email failed')
      return false
    },
  )
}

/** Splits the fragment of a link: the token and, in the email's link, a proof of the email address. */
export function partsOf(link: Secret): { readonly token: string; readonly proof: string } {
  const [token = '', proof = ''] = link.reveal().split('.')
  return { token, proof }
}

/** Whether the link came from the invitation's email, and not from the member who created it. */
export function isProved({ proofHash }: InvitationRow, link: Secret): boolean {
  const { proof } = partsOf(link)
  if (proofHash === null || proof === '') return false
  const [expected, given] = [Buffer.from(proofHash), Buffer.from(hashToken(proof))]
  return expected.length === given.length && timingSafeEqual(expected, given)
}
