import type { AccountWords } from '../words.ts'

export const accountTexts: AccountWords = {
  myAccounts: {
    reads: (workspace: string, what: string) => `${workspace} peut consulter : ${what}.`,
    readsNothing: (workspace: string) => `${workspace} ne peut rien consulter dans ce compte.`,
    writes: (what: string) => `Modification autorisée : ${what}.`,
    data: { audiences: 'audiences et contacts', campaigns: 'campagnes', reports: 'rapports' },
    lastCall: 'Dernier appel :',
    assistants: (names: string) => `Assistants ayant accès : ${names}.`,
    sends: 'Des campagnes peuvent être envoyées. Les assistants vous demandent votre accord à chaque fois.',
    sendsNothing: 'Rien ne peut être envoyé.',
    permissions: 'Modifier les autorisations',
    activity: 'Voir l’activité',
    recent: 'Activité récente',
    all: 'Tout voir',
    alertsLead: 'Quand l’un de vos comptes est déconnecté ou fonctionne à nouveau. Un seul e-mail par cause.',
  },
}
