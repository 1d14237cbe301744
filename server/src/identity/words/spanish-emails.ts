import type { EmailWords } from './email-words.ts'

export const SPANISH_EMAILS: EmailWords = {
  invitation: {
    subject: (inviter, workspace) => `${inviter} te invita a ${workspace}`,
    text: (inviter, workspace) => `${inviter} te invita a unirte a ${workspace} en Letterlock.`,
    accept: 'Acepta la invitación en el plazo de una semana:',
    ignore: 'Si no esperabas este correo, puedes ignorarlo.',
  },
  passwordReset: {
    subject: 'Restablece tu contraseña de Letterlock',
    text: (email) => `Se ha solicitado una contraseña nueva para ${email}.`,
    choose: 'Elígela en el plazo de una hora:',
    ignore: 'Si no la has solicitado, puedes ignorar este correo. Tu contraseña sigue siendo válida.',
  },
}
