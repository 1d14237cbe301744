/** An email: plain text, with the link on its own line. */
export interface EmailMessage {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export function invitationEmail({
  to,
  inviter,
  workspace,
  url,
}: {
  to: string
  inviter: string
  workspace: string
  url: string
}): EmailMessage {
  return {
    to,
    subject: `${inviter} invited you to ${workspace}`,
    text: `${inviter} invited you to join ${workspace} on Letterlock.

Accept the invitation within a week:
${url}

If you did not expect this email, you can ignore it.
`,
  }
}

export function passwordResetEmail({ to, url }: { to: string; url: string }): EmailMessage {
  return {
    to,
    subject: 'Reset your Letterlock password',
    text: `A password reset was requested for ${to}.

Choose a new password within an hour:
${url}

If you did not request this, you can ignore this email. Your password stays the same.
`,
  }
}
