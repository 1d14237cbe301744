/** What people get by e-mail: plain text, the link in a line of its own. */
export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
}

export function invitationMail({
  to,
  inviter,
  workspace,
  url,
}: {
  to: string
  inviter: string
  workspace: string
  url: string
}): Message {
  return {
    to,
    subject: `${inviter} invites you to ${workspace}`,
    text: `${inviter} invites you to work with the e-mail marketing connections of ${workspace}.

Join here, within a week:
${url}

If you did not expect this, do nothing: without the link nobody joins in your name.
`,
  }
}

export function passwordResetMail({ to, url }: { to: string; url: string }): Message {
  return {
    to,
    subject: 'A new password for Letterlock',
    text: `Somebody, hopefully you, asked to set a new password for ${to}.

Choose it here, within an hour:
${url}

If it was not you, do nothing: the old password stays.
`,
  }
}
