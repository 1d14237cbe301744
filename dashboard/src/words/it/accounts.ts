import type { AccountWords } from '../words.ts'

export const accountTexts: AccountWords = {
  myAccounts: {
    reads: (workspace: string, what: string) => `${workspace} può vedere: ${what}.`,
    readsNothing: (workspace: string) => `${workspace} non può vedere nulla di questo account.`,
    writes: (what: string) => `Può anche modificare: ${what}.`,
    data: { audiences: 'liste e contatti', campaigns: 'campagne', reports: 'report' },
    lastCall: 'Ultima chiamata:',
    assistants: (names: string) => `Assistenti con accesso: ${names}.`,
    sends: 'Si possono inviare campagne. Gli assistenti chiedono ogni volta la tua approvazione.',
    sendsNothing: 'Non si può inviare nulla.',
    permissions: 'Modifica i permessi',
    activity: 'Mostra l’attività',
    recent: 'Attività recente',
    all: 'Mostra tutto',
    alertsLead:
      'Quando un tuo account viene scollegato o torna a funzionare. Al massimo un’email per ogni causa.',
  },
}
