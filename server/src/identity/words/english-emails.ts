import type { EmailWords } from './email-words.ts'

export const ENGLISH_EMAILS: EmailWords = {
  invitation: {
    subject: (inviter, workspace) => `${inviter} invited you to ${workspace}`,
    text: (inviter, workspace) => `${inviter} invited you to join ${workspace} on Letterlock.`,
    accept: 'Accept the invitation within a week:',
    ignore: 'If you did not expect this email, you can ignore it.',
  },
  passwordReset: {
    subject: 'Reset your Letterlock password',
    text: (email) => `A password reset was requested for ${email}.`,
    choose: 'Choose a new password within an hour:',
    ignore: 'If you did not request this, you can ignore this email. Your password stays the same.',
  },
}
