import type { OverviewWords } from '../words.ts'

export const overviewTexts: OverviewWords = {
  overview: {
    title: 'Panoramica',
    period: 'Periodo',
    periods: { day: '24 ore', week: '7 giorni' },
  },
  charts: {
    calls: 'Chiamate',
    callsName: (count) => (count === 1 ? 'chiamata' : 'chiamate'),
    failed: 'Non riuscite',
    failedName: 'non riuscite',
    noCalls: 'Nessuna chiamata in questo periodo',
    callsSummary: (calls, failed) =>
      `${calls.toLocaleString('it')} ${calls === 1 ? 'chiamata' : 'chiamate'}, ${failed.toLocaleString('it')} non riuscite`,
    responseTime: 'Tempo di risposta',
    average: 'Media',
    atProvider: 'Presso il fornitore',
    onAverage: 'in media',
    ofWhichOwn: (duration) => `di cui ${duration} in Letterlock`,
    refreshes: 'Rinnovi dei token',
    refreshed: 'Rinnovati',
    refreshesName: (count) => (count === 1 ? 'rinnovo' : 'rinnovi'),
    attemptsFailed: (count) =>
      count === 0
        ? 'nessun tentativo fallito'
        : count === 1
          ? '1 tentativo fallito'
          : `${count.toLocaleString('it')} tentativi falliti`,
    noRefreshes: 'Nessun rinnovo in questo periodo',
    all: (count) => `Tutte (${count.toLocaleString('it')})`,
    table: { showTable: 'Mostra come tabella', time: 'Ora', unknown: 'sconosciuto' },
  },
  firstSteps: {
    title: 'Primi passi',
    progress: (done, total) => `${done} di ${total} completati`,
    done: '(completato)',
    open: '(da fare)',
    steps: {
      app: {
        title: 'Aggiungi un’app OAuth',
        text: 'Registrala una volta presso un fornitore, poi inserisci qui ID client e segreto.',
      },
      connection: { title: 'Collega il primo account', text: 'Basta un minuto.' },
      call: {
        title: 'Fai la prima chiamata',
        text: 'Crea una chiave segreta e chiama un fornitore attraverso Letterlock.',
      },
      webhook: {
        title: 'Aggiungi un endpoint webhook',
        text: 'La tua applicazione viene avvisata quando un account si collega o si scollega.',
      },
      assistant: {
        title: 'Autorizza un assistente',
        text: 'Legge i tuoi account e chiede la tua approvazione prima di inviare.',
      },
    },
  },
  attention: {
    title: 'Da risolvere',
    none: 'Nulla richiede attenzione.',
    lost: (count, provider) => `${count} account ${provider} sono scollegati.`,
    lostOne: (account, provider) => `${account} su ${provider} è scollegato.`,
    expiring: (count, provider) => `${count} account ${provider} scadono presto.`,
    expiringOne: (account, provider) => `${account} su ${provider} scade presto.`,
    unread: 'Potrebbero esserci altre connessioni scollegate.',
    unreadText: (count) =>
      `Le ${count} più recenti sono state scollegate su richiesta; le altre non sono state lette.`,
    openDisconnected: 'Mostra le connessioni scollegate',
    open: 'Apri la connessione',
    openAll: (count) => `Mostra ${count} connessioni`,
    addSecret: 'Aggiungi il segreto client',
    webhook: (host) => `${host} non accetta i webhook.`,
    webhookText: 'Le consegne non riescono.',
    failing: 'in errore',
    openWebhook: 'Apri le consegne',
    sendRequest: (campaign, account) => `«${campaign}» di ${account} attende l’approvazione.`,
    requestedBy: (name) => `Richiesta da ${name}.`,
    reviewSendRequest: 'Verifica e approva',
  },
}
