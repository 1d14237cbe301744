import type { EmailWords } from './email-words.ts'

export const ITALIAN_EMAILS: EmailWords = {
  invitation: {
    subject: (inviter, workspace) => `${inviter} ti ha invitato in ${workspace}`,
    text: (inviter, workspace) => `${inviter} ti ha invitato a partecipare a ${workspace} su Letterlock.`,
    accept: 'Accetta l’invito entro una settimana:',
    ignore: 'Se non aspettavi questa email, puoi ignorarla.',
  },
  passwordReset: {
    subject: 'Reimposta la tua password di Letterlock',
    text: (email) => `È stata richiesta una nuova password per ${email}.`,
    choose: 'Sceglila entro un’ora:',
    ignore: 'Se non sei stato tu, puoi ignorare questa email. La tua password resta valida.',
  },
}
