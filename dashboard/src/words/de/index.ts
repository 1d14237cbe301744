import type { FirstWords } from '../words.ts'
import { callTexts } from './calls.ts'
import { connectionTexts } from './connections.ts'
import { memberTexts } from './members.ts'
import { overviewTexts } from './overview.ts'
import { userTexts } from './users.ts'

export const german: FirstWords = {
  ...callTexts,
  ...connectionTexts,
  ...userTexts,
  ...memberTexts,
  ...overviewTexts,
  loading: 'Wird geladen …',
  cancel: 'Abbrechen',
  close: 'Schließen',
  copy: 'Kopieren',
  copied: 'Kopiert',
  retry: 'Noch einmal versuchen',
  undo: 'Rückgängig',
  removeFilter: (name) => `Filter ${name} entfernen`,
  justNow: 'gerade eben',
  thatIs: ', das ist ',
  none: 'Keine',
  nav: {
    overview: 'Übersicht',
    connections: 'Verbindungen',
    myAccounts: 'Meine Konten',
    calls: 'Aufrufe',
    oauthApps: 'OAuth-Apps',
    secretKeys: 'Geheimschlüssel',
    webhooks: 'Webhooks',
    assistants: 'Assistenten',
    myAssistants: 'Meine Assistenten',
    activity: 'Aktivität',
    myActivity: 'Meine Aktivität',
    you: 'Persönlich',
    alerts: 'Benachrichtigungen',
    documentation: 'Dokumentation',
    members: 'Mitglieder',
    settings: 'Einstellungen',
    profile: 'Profil',
    signOut: 'Abmelden',
    newWorkspace: 'Neuer Workspace',
    workspace: 'Workspace',
    pages: 'Seiten',
    build: 'Entwicklung',
    skip: 'Zum Inhalt springen',
    openMenu: 'Menü öffnen',
    closeMenu: 'Menü schließen',
    search: 'Suchen oder springen',
    searchKeys: 'Strg K',
    notifications: 'Meldungen',
    language: 'Sprache',
    browserLanguage: 'Sprache des Browsers',
    appearance: 'Darstellung',
    appearances: { system: 'System', light: 'Hell', dark: 'Dunkel' },
  },
  palette: {
    title: 'Suchen oder springen',
    none: 'Keine Treffer',
    actions: 'Aktionen',
  },
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Vielleicht ist die Adresse falsch geschrieben, oder es gibt die Seite nicht mehr.',
    home: 'Zum Dashboard',
  },
  problem: {
    unreachable: {
      happened: 'Letterlock hat nicht geantwortet.',
      next: 'Prüfen Sie Ihre Netzverbindung und versuchen Sie es noch einmal.',
    },
    passkey: {
      happened: 'Der Passkey wurde nicht verwendet.',
      next: 'Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
    },
  },
}
