import type { MemberWords } from '../words.ts'

export const memberTexts: MemberWords = {
  roles: {
    owner: { name: 'Inhaber', description: 'Voller Zugriff' },
    admin: { name: 'Admin', description: 'Alles außer Mitgliedern' },
    member: { name: 'Mitglied', description: 'Nur eigene Verbindungen' },
  },
  members: {
    title: 'Mitglieder',
    you: 'Sie',
    joined: 'Beigetreten',
    roleOf: (name) => `Rolle von ${name}`,
    remove: 'Entfernen',
    removeTitle: (name) => `${name} entfernen?`,
    removeText: 'Der Zugriff endet sofort. Die Verbindungen bleiben.',
    invitedAs: (role) => `Eingeladen als ${role}`,
    expires: 'Läuft ab',
    revokeInvitation: 'Einladung zurückziehen',
    inviteTitle: 'Mitglied einladen',
    role: 'Rolle',
    invite: 'Einladen',
    sent: (email) =>
      `Wir haben eine Einladung an ${email} geschickt. Sie gilt eine Woche und nur einmal. Mit diesem Link kann sie noch einmal angefordert werden:`,
    notSent: (email) =>
      `Senden Sie diesen Link an ${email}. Er gilt eine Woche und nur einmal, und er wird nur jetzt angezeigt:`,
    onlyOwners: 'Nur Inhaber können Mitglieder verwalten.',
  },
}
