import type { OverviewWords } from '../words.ts'

export const overviewTexts: OverviewWords = {
  overview: {
    title: 'Übersicht',
    period: 'Zeitraum',
    periods: { day: '24 Stunden', week: '7 Tage' },
  },
  charts: {
    calls: 'Aufrufe',
    callsName: (count) => (count === 1 ? 'Aufruf' : 'Aufrufe'),
    failed: 'Fehlgeschlagen',
    failedName: 'fehlgeschlagen',
    noCalls: 'Keine Aufrufe in diesem Zeitraum',
    callsSummary: (calls, failed) =>
      `${calls.toLocaleString('de')} ${calls === 1 ? 'Aufruf' : 'Aufrufe'}, ${failed.toLocaleString('de')} fehlgeschlagen`,
    responseTime: 'Antwortzeit',
    average: 'Durchschnitt',
    atProvider: 'Beim Anbieter',
    onAverage: 'im Durchschnitt',
    ofWhichOwn: (duration) => `davon ${duration} in Letterlock`,
    refreshes: 'Token-Erneuerungen',
    refreshed: 'Erneuert',
    refreshesName: (count) => (count === 1 ? 'Erneuerung' : 'Erneuerungen'),
    attemptsFailed: (count) =>
      count === 0
        ? 'kein Versuch schlug fehl'
        : count === 1
          ? '1 Versuch schlug fehl'
          : `${count.toLocaleString('de')} Versuche schlugen fehl`,
    noRefreshes: 'Keine Erneuerungen in diesem Zeitraum',
    all: (count) => `Alle ${count.toLocaleString('de')}`,
    table: { showTable: 'Als Tabelle anzeigen', time: 'Zeit', unknown: 'unbekannt' },
  },
  firstSteps: {
    title: 'Erste Schritte',
    progress: (done, total) => `${done} von ${total} erledigt`,
    done: '(erledigt)',
    open: '(offen)',
    steps: {
      app: {
        title: 'OAuth-App eintragen',
        text: 'Legen Sie sie einmal beim Anbieter an und tragen Sie Client-ID und Secret hier ein.',
      },
      connection: { title: 'Erstes Konto verbinden', text: 'Das dauert eine Minute.' },
      call: {
        title: 'Ersten Aufruf machen',
        text: 'Erstellen Sie einen Geheimschlüssel und rufen Sie einen Anbieter über Letterlock auf.',
      },
      webhook: {
        title: 'Webhook-Endpunkt anlegen',
        text: 'Ihre Anwendung erfährt, wenn ein Konto verbunden wird oder verloren geht.',
      },
      assistant: {
        title: 'Assistenten autorisieren',
        text: 'Er liest Ihre Konten und fragt, bevor er versendet.',
      },
    },
  },
  attention: {
    title: 'Zu erledigen',
    none: 'Es ist nichts zu tun.',
    lost: (count, provider) => `${count} Konten bei ${provider} sind getrennt.`,
    lostOne: (account, provider) => `${account} bei ${provider} ist getrennt.`,
    expiring: (count, provider) => `${count} Konten bei ${provider} laufen bald ab.`,
    expiringOne: (account, provider) => `${account} bei ${provider} läuft bald ab.`,
    unread: 'Es kann weitere getrennte Verbindungen geben.',
    unreadText: (count) =>
      `Die neuesten ${count} wurden auf Wunsch getrennt; die übrigen wurden nicht gelesen.`,
    openDisconnected: 'Getrennte Verbindungen anzeigen',
    open: 'Verbindung öffnen',
    openAll: (count) => `${count} Verbindungen anzeigen`,
    addSecret: 'Client-Secret hinzufügen',
    webhook: (host) => `${host} nimmt keine Webhooks an.`,
    webhookText: 'Zustellungen schlagen fehl.',
    failing: 'gestört',
    openWebhook: 'Zustellungen öffnen',
    sendRequest: (campaign, account) => `„${campaign}“ von ${account} wartet auf Freigabe.`,
    requestedBy: (name) => `Angefragt von ${name}.`,
    reviewSendRequest: 'Prüfen und freigeben',
  },
}
