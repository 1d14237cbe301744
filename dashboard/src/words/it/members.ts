import type { MemberWords } from '../words.ts'

export const memberTexts: MemberWords = {
  roles: {
    owner: { name: 'Proprietario', description: 'Accesso completo' },
    admin: { name: 'Admin', description: 'Tutto tranne i membri' },
    member: { name: 'Membro', description: 'Solo le proprie connessioni' },
  },
  members: {
    title: 'Membri',
    you: 'Tu',
    joined: 'Entrato',
    roleOf: (name) => `Ruolo di ${name}`,
    remove: 'Rimuovi',
    removeTitle: (name) => `Rimuovere ${name}?`,
    removeText: 'Perde subito l’accesso. Le sue connessioni restano.',
    invitedAs: (role) => `Invitato come ${role.toLowerCase()}`,
    expires: 'Scade',
    revokeInvitation: 'Revoca l’invito',
    inviteTitle: 'Invita un membro',
    role: 'Ruolo',
    invite: 'Invita',
    sent: (email) =>
      `Abbiamo inviato un invito a ${email}. Vale una settimana e una volta sola. Con questo link può chiederlo di nuovo:`,
    notSent: (email) =>
      `Invia questo link a ${email}. Vale una settimana e una volta sola, e viene mostrato solo ora:`,
    onlyOwners: 'Solo i proprietari possono gestire i membri.',
  },
}
