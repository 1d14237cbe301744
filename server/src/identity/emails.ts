import type { Locale } from '../kernel/locale.ts'
import { EMAIL_WORDS } from '../outbound/email-words/index.ts'

/** An email: plain text, with the link on its own line. */
export interface EmailMessage {
  readonly to: string
  readonly subject: string
  readonly text: string
}

interface InvitationEmail {
  readonly to: string
  readonly inviter: string
  readonly workspace: string
  readonly url: string
}

/** The email with the link that accepts an invitation. */
export function invitationEmail(
  { to, inviter, workspace, url }: InvitationEmail,
  locale: Locale,
): EmailMessage {
  const { subject, text, accept, ignore } = EMAIL_WORDS[locale].invitation
  return {
    to,
    subject: subject(inviter, workspace),
    text: `${text(inviter, workspace)}\n\n${accept}\n${url}\n\n${ignore}\n`,
  }
}

/** The email with the link that sets a new password. */
export function passwordResetEmail(
  { to, url }: Pick<InvitationEmail, 'to' | 'url'>,
  locale: Locale,
): EmailMessage {
  const { subject, text, choose, ignore } = EMAIL_WORDS[locale].passwordReset
  return { to, subject, text: `${text(to)}\n\n${choose}\n${url}\n\n${ignore}\n` }
}
