import type { ConnectionWords } from '../words.ts'

const many = (count: number): string => count.toLocaleString('de')

export const connectionTexts: ConnectionWords = {
  connections: {
    title: 'Verbindungen',
    empty: 'Noch keine Verbindungen',
    emptyNext: 'Verbinden Sie Ihr erstes Konto in einer Minute.',
    add: 'Konto verbinden',
    search: 'Nach Konto oder Endnutzer suchen',
    status: 'Status',
    anyStatus: 'Jeder Status',
    provider: 'Anbieter',
    anyProvider: 'Jeder Anbieter',
    account: 'Konto',
    endUser: 'Endnutzer',
    connectedAt: 'Verbunden',
    actions: 'Aktionen',
    actionsFor: (name) => `Aktionen für ${name}`,
    select: (name) => `${name} auswählen`,
    selectAll: 'Alle auswählen',
    clear: 'Filter zurücksetzen',
    count: (count) => (count === 1 ? '1 Verbindung' : `${many(count)} Verbindungen`),
    of: (count, total) => `${many(count)} von ${many(total)} Verbindungen`,
    for: (endUser) => `für ${endUser}`,
    none: 'Keine passenden Verbindungen',
    more: 'Mehr anzeigen',
  },
  status: {
    connected: 'Verbunden',
    expiring_soon: 'Läuft bald ab',
    disconnected: 'Getrennt',
    unchecked: 'Prüfung schlägt fehl',
  },
  facts: {
    id: 'Verbindungs-ID',
    endUser: 'Endnutzer-ID',
    email: 'E-Mail',
    connectedAt: 'Verbunden',
    credential: 'Aktive Zugangsdaten',
    oauth: 'OAuth-Token',
    apiKey: 'API-Schlüssel',
    noCredential: 'Keine',
    token: 'Access-Token',
    neverExpires: 'Gültig bis zum Widerruf',
    refreshes: 'Wird erneuert',
    expires: 'Läuft ab',
    expired: 'Abgelaufen',
    refreshDue: 'Erneuerung steht an',
    checked: 'Zuletzt geprüft',
    neverChecked: 'Nie',
    called: 'Letzter Aufruf',
    neverCalled: 'Nie',
    noCallKnown: 'Keiner bekannt',
    fallback: 'API-Schlüssel',
    fallbackReady: 'Als Ersatz bereit',
    fallbackInvalid: 'Funktioniert nicht',
    fallbackNone: 'Keiner',
    refresh: 'Token-Erneuerung',
    refreshWorking: 'Funktioniert',
    refreshNotRequired: 'Nicht nötig',
    refreshFailing: (failures) =>
      failures === 1 ? 'Schlägt fehl (1 Fehler)' : `Schlägt fehl (${failures} Fehler in Folge)`,
  },
  permissions: {
    title: 'Berechtigungen',
    audiences: 'Zielgruppen und Kontakte',
    campaigns: 'Kampagnen und Vorlagen',
    reports: 'Berichte',
    send: 'Kampagnen versenden',
    sendHint: 'Jeder Versand, den ein Assistent anfragt, muss trotzdem freigegeben werden.',
    levels: { none: 'Kein Zugriff', read: 'Lesen', write: 'Lesen und schreiben' },
    saved: 'Berechtigungen gespeichert',
  },
  bulk: {
    title: 'Aktionen für die ausgewählten Verbindungen',
    selected: (count) => `${many(count)} ausgewählt`,
    selectAll: (total) => `Alle ${total.toLocaleString('de')} auswählen`,
    actions: { check: 'Prüfen', refresh: 'Erneuern', disconnect: 'Trennen', delete: 'Löschen' },
    clear: 'Auswahl aufheben',
    stop: 'Anhalten',
    progress: (done, total) => `${done} von ${total}`,
    done: {
      check: (name) => `${name} wurde geprüft`,
      refresh: (name) => `Das Token von ${name} wurde erneuert`,
      disconnect: (name) => `${name} ist getrennt`,
      delete: (name) => `${name} ist gelöscht`,
    },
    results: {
      check: (count) => (count === 1 ? '1 Verbindung geprüft' : `${count} Verbindungen geprüft`),
      refresh: (count) => (count === 1 ? '1 Token erneuert' : `${count} Tokens erneuert`),
      disconnect: (count) => (count === 1 ? '1 Konto getrennt' : `${count} Konten getrennt`),
      delete: (count) => (count === 1 ? '1 Verbindung gelöscht' : `${count} Verbindungen gelöscht`),
    },
    failed: (count) =>
      count === 1
        ? 'Bei 1 hat es nicht geklappt. Öffnen Sie die Verbindung, um den Grund zu sehen.'
        : `Bei ${count} hat es nicht geklappt. Öffnen Sie die Verbindungen, um den Grund zu sehen.`,
    disconnectTitle: (count) => (count === 1 ? '1 Konto trennen?' : `${count} Konten trennen?`),
    disconnectText:
      'Anwendungen und Assistenten verlieren sofort den Zugriff. Zielgruppen und Kampagnen bei den Anbietern bleiben unverändert.',
    disconnectYes: (count) => (count === 1 ? '1 Konto trennen' : `${count} Konten trennen`),
    deleteTitle: (count) => (count === 1 ? '1 Verbindung löschen?' : `${count} Verbindungen löschen?`),
    deleteText:
      'Auch Zugangsdaten und Berechtigungen werden gelöscht. Verbindungen, die noch funktionieren, werden zuerst getrennt. Nur je eine Zeile bleibt in der Aktivität. Das lässt sich nicht rückgängig machen.',
    deleteYes: (count) => (count === 1 ? '1 Verbindung löschen' : `${count} Verbindungen löschen`),
  },
  connection: {
    back: 'Zurück zu den Verbindungen',
    check: 'Jetzt prüfen',
    refresh: 'Jetzt erneuern',
    reconnect: 'Neu verbinden',
    details: 'Details',
    breadcrumb: 'Pfad',
    dangerZone: 'Trennen oder löschen',
    disconnectAsk: 'Trennen …',
    deleteAsk: 'Löschen …',
    disconnect: 'Trennen',
    disconnectTitle: (name) => `${name} trennen?`,
    disconnectText: (provider) =>
      `Anwendungen und Assistenten verlieren sofort den Zugriff. Zielgruppen und Kampagnen bei ${provider} bleiben unverändert.`,
    disconnected: 'Getrennt',
    delete: 'Löschen',
    deleteTitle: (name) => `${name} löschen?`,
    deleteText:
      'Auch Zugangsdaten und Berechtigungen werden gelöscht. Wenn die Verbindung noch funktioniert, wird sie zuerst getrennt. Nur eine Zeile bleibt in der Aktivität. Das lässt sich nicht rückgängig machen.',
    deleted: 'Gelöscht',
    disconnectReport: {
      revoked: (provider) => `Das Token wurde bei ${provider} widerrufen und hier gelöscht.`,
      failed: (provider) =>
        `Das Token wurde hier gelöscht, aber ${provider} hat den Widerruf nicht bestätigt: Widerrufen Sie den Zugriff auch dort.`,
      unsupported: (provider) =>
        `Das Token wurde hier gelöscht. ${provider} kann Tokens nicht auf Anfrage widerrufen: Widerrufen Sie den Zugriff auch dort.`,
      apiKey: (provider) =>
        `Der API-Schlüssel wurde hier gelöscht. Bei ${provider} bleibt er gültig: Sperren Sie ihn auch dort.`,
      apiKeyUsed: 'Ab jetzt wird der API-Schlüssel verwendet.',
      nothing: 'Diese Verbindung war schon getrennt.',
    },
    manageApps: (provider) => `Apps bei ${provider} verwalten`,
    activity: 'Aktivität',
  },
  apiKey: {
    title: 'API-Schlüssel',
    lead: (provider) =>
      `Wird verwendet, wenn OAuth ausfällt. Wir prüfen ihn bei ${provider}, verschlüsseln ihn und zeigen ihn nie wieder.`,
    ready: 'Ein API-Schlüssel ist als Ersatz bereit.',
    invalid: 'Der API-Schlüssel funktioniert nicht mehr.',
    label: 'API-Schlüssel',
    replace: 'API-Schlüssel ersetzen',
    save: 'API-Schlüssel speichern',
    remove: 'API-Schlüssel entfernen',
    removeTitle: 'Den API-Schlüssel entfernen?',
    removeText: (provider) =>
      `Er wird nicht mehr verwendet, wenn OAuth ausfällt. Bei ${provider} bleibt er gültig, bis Sie ihn dort sperren.`,
    removeYes: 'Entfernen',
  },
  newConnection: {
    title: 'Konto verbinden',
    lead: 'Wählen Sie einen Anbieter. Sie melden sich auf seiner eigenen Seite an.',
    search: 'Anbieter suchen',
    none: (search) => `Kein Anbieter passt zu „${search}“`,
    noApp: 'Für diesen Anbieter ist noch keine OAuth-App eingetragen.',
    addApp: 'OAuth-App eintragen',
    connect: 'Verbinden',
    refreshed: 'Wird automatisch erneuert',
    lasting: 'Bleibt bis zum Widerruf verbunden',
  },
  connectionComplete: {
    busy: 'Wird verbunden …',
    retrying: (seconds) =>
      `Neuer Versuch in ${seconds === 1 ? 'einer Sekunde' : `${seconds} Sekunden`}. Lassen Sie diese Seite offen; Sie müssen sich nicht noch einmal anmelden.`,
    failedTitle: 'Nicht verbunden',
    again: 'Noch einmal versuchen',
    errors: {
      access_denied: (provider) => `Der Zugriff wurde bei ${provider} abgelehnt. Es wurde nichts verbunden.`,
      authorization_failed: (provider) =>
        `${provider} hat die Anfrage abgelehnt. Vergleichen Sie Client-ID und Redirect-URI auf der Seite „OAuth-Apps“ mit den bei ${provider} eingetragenen. Es wurde nichts verbunden.`,
    },
    otherError: (provider, code) =>
      `${provider} hat die Autorisierung nicht abgeschlossen (${code.replaceAll('_', ' ')}). Es wurde nichts verbunden.`,
    theProvider: 'Der Anbieter',
    different: (now, before) => `Sie haben sich bei ${now} angemeldet. Diese Verbindung gehört zu ${before}.`,
    acceptTitle: (name) => `Zu ${name} wechseln?`,
    accept: (name) => `Zu ${name} wechseln`,
  },
  plot: {
    timeline: 'Verlauf des Status',
    times: (times) => `, ${times}-mal`,
    title: 'Prüfungen und Erneuerungen',
    summary: (succeeded, failed) =>
      succeeded + failed === 1
        ? `Die einzige Prüfung oder Erneuerung bisher ${succeeded === 1 ? 'war erfolgreich' : 'ist fehlgeschlagen'}.`
        : `Letzte ${succeeded + failed} Prüfungen und Erneuerungen: ${succeeded} erfolgreich, ${failed} fehlgeschlagen.`,
    none: 'Noch keine Prüfungen oder Erneuerungen',
    succeeded: 'erfolgreich',
    failed: 'fehlgeschlagen',
  },
}
