import type { CallWords } from '../words.ts'

export const callTexts: CallWords = {
  calls: {
    title: 'Chiamate',
    lead: 'Chiamate inoltrate, richieste di email marketing e chiamate di strumenti, senza contenuti e segreti.',
    none: 'Ancora nessuna chiamata',
    noneText: 'Il registro comincia con la prima chiamata attraverso una connessione.',
    noneMatch: 'Nessuna chiamata corrispondente',
    status: 'Esito',
    anyStatus: 'Tutti gli esiti',
    statuses: { succeeded: 'Riuscite', failed: 'Non riuscite' },
    type: 'Tipo',
    anyType: 'Tutti i tipi',
    types: { proxy: 'Inoltrate', email_marketing: 'Email marketing', mcp_tool: 'Strumenti' },
    noClient: 'Interrotta',
    deleted: 'Eliminato',
    path: 'Richiesta',
    by: 'Da',
    at: 'Inizio',
    error: 'Errore',
    duration: 'Durata',
    timing: (own, provider) => `${own} in Letterlock, ${provider} presso il fornitore`,
    requests: 'Richieste',
    requestCount: (sent, retries) =>
      `${sent} al fornitore${retries > 0 ? `, di cui ${retries} ripetute` : ''}`,
    requestId: 'ID della richiesta',
    repeat: 'Ripeti questa chiamata:',
    repeatChange:
      'Ripeti questa chiamata. Modifica dati presso il fornitore, e il suo contenuto non è nel registro:',
    search: 'Account o ID richiesta',
    pause: 'Pausa',
    resume: 'Riprendi',
    noConnection: 'Connessione eliminata',
    newCalls: (count) => (count === 1 ? '1 nuova chiamata' : `${count} nuove chiamate`),
    summary: (calls, failed) =>
      `${calls.toLocaleString('it')} ${calls === 1 ? 'chiamata' : 'chiamate'}, ${failed.toLocaleString('it')} non riuscite`,
    all: 'Tutte le chiamate',
    log: 'Registro delle chiamate',
  },
}
