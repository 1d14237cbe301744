import type { EmailWords } from './email-words.ts'

export const FRENCH_EMAILS: EmailWords = {
  invitation: {
    subject: (inviter, workspace) => `${inviter} vous invite à rejoindre ${workspace}`,
    text: (inviter, workspace) => `${inviter} vous invite à rejoindre ${workspace} sur Letterlock.`,
    accept: 'Acceptez l’invitation dans la semaine :',
    ignore: 'Si vous n’attendiez pas cet e-mail, vous pouvez l’ignorer.',
  },
  passwordReset: {
    subject: 'Réinitialisez votre mot de passe Letterlock',
    text: (email) => `Un nouveau mot de passe a été demandé pour ${email}.`,
    choose: 'Choisissez-le dans l’heure :',
    ignore: 'Si ce n’était pas vous, vous pouvez ignorer cet e-mail. Votre mot de passe reste valable.',
  },
}
