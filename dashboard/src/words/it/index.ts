import { beforeItalianDay } from '@letterlock/server/italian-day.ts'
import { ITALIAN_STATUS } from '@letterlock/server/status-words/italian-status.ts'
import type { FirstWords } from '../words.ts'
import { connectionTexts } from './connections.ts'
import { memberTexts } from './members.ts'
import { overviewTexts } from './overview.ts'
import { userTexts } from './users.ts'

export const italian: FirstWords = {
  ...connectionTexts,
  ...userTexts,
  ...ITALIAN_STATUS,
  ...memberTexts,
  ...overviewTexts,
  loading: 'Caricamento…',
  cancel: 'Annulla',
  close: 'Chiudi',
  copy: 'Copia',
  copied: 'Copiato',
  retry: 'Riprova',
  undo: 'Annulla modifica',
  exporting: { export: 'Esporta', csv: 'Esporta come CSV', jsonl: 'Esporta come JSON Lines' },
  removeFilter: (name) => `Rimuovi il filtro ${name}`,
  justNow: 'proprio ora',
  since: { time: (time) => `dalle ${time}`, day: (day) => beforeItalianDay('dal', day) },
  thatIs: ', cioè ',
  none: 'Nessuno',
  nav: {
    overview: 'Panoramica',
    connections: 'Connessioni',
    myAccounts: 'I miei account',
    calls: 'Chiamate',
    oauthApps: 'App OAuth',
    secretKeys: 'Chiavi segrete',
    webhooks: 'Webhook',
    assistants: 'Assistenti',
    myAssistants: 'I miei assistenti',
    activity: 'Attività',
    myActivity: 'La mia attività',
    you: 'Personale',
    alerts: 'Avvisi',
    documentation: 'Documentazione',
    members: 'Membri',
    settings: 'Impostazioni',
    server: 'Server',
    profile: 'Profilo',
    signOut: 'Esci',
    newWorkspace: 'Nuovo workspace',
    workspace: 'Workspace',
    pages: 'Pagine',
    build: 'Sviluppo',
    skip: 'Vai al contenuto',
    openMenu: 'Apri il menu',
    closeMenu: 'Chiudi il menu',
    search: 'Cerca o vai a',
    searchKeys: 'Ctrl K',
    notifications: 'Notifiche',
    language: 'Lingua',
    browserLanguage: 'Lingua del browser',
    appearance: 'Aspetto',
    appearances: { system: 'Sistema', light: 'Chiaro', dark: 'Scuro' },
  },
  palette: {
    title: 'Cerca o vai a',
    none: 'Nessun risultato',
    actions: 'Azioni',
  },
  notFound: {
    title: 'Pagina non trovata',
    text: 'L’indirizzo potrebbe essere sbagliato, o la pagina è stata rimossa.',
    home: 'Vai alla dashboard',
  },
  problem: {
    unreachable: {
      happened: 'Letterlock non ha risposto.',
      next: 'Controlla la connessione di rete, poi riprova.',
    },
    passkey: {
      happened: 'La passkey non è stata usata.',
      next: 'Riprova, oppure accedi con la password.',
    },
  },
}
