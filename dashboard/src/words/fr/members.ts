import type { MemberWords } from '../words.ts'

export const memberTexts: MemberWords = {
  roles: {
    owner: { name: 'Propriétaire', description: 'Accès complet' },
    admin: { name: 'Administrateur', description: 'Tout sauf les membres' },
    member: { name: 'Membre', description: 'Uniquement ses propres connexions' },
  },
  members: {
    title: 'Membres',
    you: 'Vous',
    joined: 'Arrivé',
    roleOf: (name) => `Rôle de ${name}`,
    remove: 'Retirer',
    removeTitle: (name) => `Retirer ${name} ?`,
    removeText: 'L’accès est perdu immédiatement. Ses connexions restent.',
    invitedAs: (role) => `Invité en tant que ${role.toLowerCase()}`,
    expires: 'Expire',
    revokeInvitation: 'Révoquer l’invitation',
    inviteTitle: 'Inviter un membre',
    role: 'Rôle',
    invite: 'Inviter',
    sent: (email) =>
      `Nous avons envoyé une invitation à ${email}. Elle est valable une semaine et une seule fois. Ce lien permet de la redemander :`,
    notSent: (email) =>
      `Envoyez ce lien à ${email}. Il est valable une semaine et une seule fois, et n’est affiché que maintenant :`,
    onlyOwners: 'Seuls les propriétaires peuvent gérer les membres.',
  },
}
