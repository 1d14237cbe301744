import type { EmailWords } from './email-words.ts'

export const GERMAN_EMAILS: EmailWords = {
  invitation: {
    subject: (inviter, workspace) => `${inviter} hat Sie zu ${workspace} eingeladen`,
    text: (inviter, workspace) => `${inviter} hat Sie eingeladen, ${workspace} auf Letterlock beizutreten.`,
    accept: 'Nehmen Sie die Einladung innerhalb einer Woche an:',
    ignore: 'Wenn Sie diese E-Mail nicht erwartet haben, können Sie sie ignorieren.',
  },
  passwordReset: {
    subject: 'Ihr Letterlock-Passwort zurücksetzen',
    text: (email) => `Für ${email} wurde ein neues Passwort angefordert.`,
    choose: 'Wählen Sie es innerhalb einer Stunde:',
    ignore: 'Wenn Sie das nicht waren, können Sie diese E-Mail ignorieren. Ihr Passwort bleibt gültig.',
  },
}
