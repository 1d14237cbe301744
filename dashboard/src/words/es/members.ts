import type { MemberWords } from '../words.ts'

export const memberTexts: MemberWords = {
  roles: {
    owner: { name: 'Propietario', description: 'Acceso completo' },
    admin: { name: 'Administrador', description: 'Todo menos los miembros' },
    member: { name: 'Miembro', description: 'Solo sus propias conexiones' },
  },
  members: {
    title: 'Miembros',
    you: 'Tú',
    joined: 'Se unió',
    roleOf: (name) => `Rol de ${name}`,
    remove: 'Quitar',
    removeTitle: (name) => `¿Quitar a ${name}?`,
    removeText: 'Pierde el acceso de inmediato. Sus conexiones se quedan.',
    invitedAs: (role) => `Con invitación como ${role.toLowerCase()}`,
    expires: 'Caduca',
    revokeInvitation: 'Revocar la invitación',
    inviteTitle: 'Invitar a un miembro',
    role: 'Rol',
    invite: 'Invitar',
    sent: (email) =>
      `Hemos enviado una invitación a ${email}. Vale una semana y una sola vez. Con este enlace se puede pedir de nuevo:`,
    notSent: (email) =>
      `Envía este enlace a ${email}. Vale una semana y una sola vez, y solo se muestra ahora:`,
    onlyOwners: 'Solo los propietarios pueden gestionar los miembros.',
  },
}
