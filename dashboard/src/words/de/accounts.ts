import type { AccountWords } from '../words.ts'

export const accountTexts: AccountWords = {
  myAccounts: {
    reads: (workspace: string, what: string) => `${workspace} kann ${what} sehen.`,
    readsNothing: (workspace: string) => `${workspace} kann nichts von diesem Konto sehen.`,
    writes: (what: string) => `Erlaubt ist auch, ${what} zu ändern.`,
    data: { audiences: 'Zielgruppen und Kontakte', campaigns: 'Kampagnen', reports: 'Berichte' },
    lastCall: 'Letzter Aufruf:',
    assistants: (names: string) => `Assistenten mit Zugriff: ${names}.`,
    sends: 'Kampagnen können gesendet werden. Assistenten bitten Sie jedes Mal um Freigabe.',
    sendsNothing: 'Es kann nichts gesendet werden.',
    permissions: 'Berechtigungen ändern',
    activity: 'Aktivität ansehen',
    recent: 'Letzte Aktivität',
    all: 'Alle ansehen',
    alertsLead:
      'Wenn eines Ihrer Konten getrennt wird oder wieder funktioniert. Höchstens eine E-Mail je Ursache.',
  },
}
