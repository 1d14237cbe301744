import type { AccountWords } from '../words.ts'

export const accountTexts: AccountWords = {
  myAccounts: {
    reads: (workspace: string, what: string) => `${workspace} puede ver: ${what}.`,
    readsNothing: (workspace: string) => `${workspace} no puede ver nada de esta cuenta.`,
    writes: (what: string) => `También puede modificar: ${what}.`,
    data: { audiences: 'audiencias y contactos', campaigns: 'campañas', reports: 'informes' },
    lastCall: 'Última llamada:',
    assistants: (names: string) => `Asistentes con acceso: ${names}.`,
    sends: 'Se pueden enviar campañas. Los asistentes te piden aprobación cada vez.',
    sendsNothing: 'No se puede enviar nada.',
    permissions: 'Cambiar permisos',
    activity: 'Ver actividad',
    recent: 'Actividad reciente',
    all: 'Ver todo',
    alertsLead:
      'Cuando una cuenta tuya se desconecta o vuelve a funcionar. Como máximo, un correo por cada causa.',
  },
}
