import type { ConnectionWords } from '../words.ts'

const many = (count: number): string => count.toLocaleString('it')

export const connectionTexts: ConnectionWords = {
  connections: {
    title: 'Connessioni',
    empty: 'Ancora nessuna connessione',
    emptyNext: 'Collega il primo account in un minuto.',
    add: 'Collega un account',
    search: 'Cerca per account o utente finale',
    status: 'Stato',
    anyStatus: 'Tutti gli stati',
    provider: 'Fornitore',
    anyProvider: 'Tutti i fornitori',
    account: 'Account',
    endUser: 'Utente finale',
    connectedAt: 'Collegato',
    actions: 'Azioni',
    actionsFor: (name) => `Azioni per ${name}`,
    select: (name) => `Seleziona ${name}`,
    selectAll: 'Seleziona tutto',
    clear: 'Azzera i filtri',
    count: (count) => (count === 1 ? '1 connessione' : `${many(count)} connessioni`),
    of: (count, total) => `${many(count)} di ${many(total)} connessioni`,
    for: (endUser) => `per ${endUser}`,
    none: 'Nessuna connessione corrispondente',
    more: 'Mostra altre',
  },
  status: {
    connected: 'Collegato',
    expiring_soon: 'In scadenza',
    disconnected: 'Scollegato',
    unchecked: 'La verifica non riesce',
  },
  facts: {
    id: 'ID della connessione',
    endUser: 'ID dell’utente finale',
    email: 'Email',
    connectedAt: 'Collegato',
    credential: 'Credenziale attiva',
    oauth: 'Token OAuth',
    apiKey: 'Chiave API',
    noCredential: 'Nessuna',
    token: 'Token di accesso',
    neverExpires: 'Valido fino alla revoca',
    refreshes: 'Si rinnova',
    expires: 'Scade',
    expired: 'Scaduto',
    refreshDue: 'Rinnovo in attesa',
    checked: 'Ultima verifica',
    neverChecked: 'Mai',
    called: 'Ultima chiamata',
    neverCalled: 'Mai',
    noCallKnown: 'Nessuna nota',
    fallback: 'Chiave API',
    fallbackReady: 'Pronta come riserva',
    fallbackInvalid: 'Non funziona',
    fallbackNone: 'Nessuna',
    refresh: 'Rinnovo del token',
    refreshWorking: 'Funziona',
    refreshNotRequired: 'Non necessario',
    refreshFailing: (failures) =>
      failures === 1 ? 'Non riesce (1 errore)' : `Non riesce (${failures} errori consecutivi)`,
  },
  permissions: {
    title: 'Permessi',
    audiences: 'Liste e contatti',
    campaigns: 'Campagne e modelli',
    reports: 'Report',
    send: 'Invio di campagne',
    sendHint: 'Ogni invio chiesto da un assistente va comunque approvato.',
    levels: { none: 'Nessun accesso', read: 'Lettura', write: 'Lettura e scrittura' },
    saved: 'Permessi salvati',
  },
  bulk: {
    title: 'Azioni per le connessioni selezionate',
    selected: (count) => (count === 1 ? '1 selezionata' : `${many(count)} selezionate`),
    selectAll: (total) => `Seleziona tutte e ${total.toLocaleString('it')}`,
    actions: { check: 'Verifica', refresh: 'Rinnova', disconnect: 'Scollega', delete: 'Elimina' },
    clear: 'Annulla la selezione',
    stop: 'Ferma',
    progress: (done, total) => `${done} di ${total}`,
    done: {
      check: (name) => `${name}: verifica eseguita`,
      refresh: (name) => `Il token di ${name} è stato rinnovato`,
      disconnect: (name) => `${name} è scollegato`,
      delete: (name) => `${name} è eliminato`,
    },
    results: {
      check: (count) => (count === 1 ? '1 connessione verificata' : `${count} connessioni verificate`),
      refresh: (count) => (count === 1 ? '1 token rinnovato' : `${count} token rinnovati`),
      disconnect: (count) => (count === 1 ? '1 account scollegato' : `${count} account scollegati`),
      delete: (count) => (count === 1 ? '1 connessione eliminata' : `${count} connessioni eliminate`),
    },
    failed: (count) =>
      count === 1
        ? '1 non è riuscita. Apri la connessione per vedere il motivo.'
        : `${count} non sono riuscite. Apri le connessioni per vedere il motivo.`,
    disconnectTitle: (count) => `Scollegare ${count} account?`,
    disconnectText:
      'Applicazioni e assistenti perdono subito l’accesso. Le liste e le campagne presso i fornitori non cambiano.',
    disconnectYes: (count) => `Scollega ${count} account`,
    deleteTitle: (count) => (count === 1 ? 'Eliminare 1 connessione?' : `Eliminare ${count} connessioni?`),
    deleteText:
      'Vengono eliminati anche le credenziali e i permessi. Le connessioni che funzionano ancora vengono prima scollegate. Nell’attività resta una sola riga per ciascuna. L’operazione non si può annullare.',
    deleteYes: (count) => (count === 1 ? 'Elimina 1 connessione' : `Elimina ${count} connessioni`),
  },
  connection: {
    back: 'Torna alle connessioni',
    check: 'Verifica ora',
    refresh: 'Rinnova ora',
    reconnect: 'Ricollega',
    details: 'Dettagli',
    breadcrumb: 'Percorso',
    dangerZone: 'Scollegare o eliminare',
    disconnectAsk: 'Scollega…',
    deleteAsk: 'Elimina…',
    disconnect: 'Scollega',
    disconnectTitle: (name) => `Scollegare ${name}?`,
    disconnectText: (provider) =>
      `Applicazioni e assistenti perdono subito l’accesso. Le liste e le campagne presso ${provider} non cambiano.`,
    disconnected: 'Scollegato',
    delete: 'Elimina',
    deleteTitle: (name) => `Eliminare ${name}?`,
    deleteText:
      'Vengono eliminati anche le credenziali e i permessi. Se funziona ancora, prima viene scollegato. Nell’attività resta una sola riga. L’operazione non si può annullare.',
    deleted: 'Eliminato',
    disconnectReport: {
      revoked: (provider) => `Il token è stato revocato su ${provider} ed eliminato qui.`,
      failed: (provider) =>
        `Il token è stato eliminato qui, ma ${provider} non ha confermato la revoca: revoca l’accesso anche lì.`,
      unsupported: (provider) =>
        `Il token è stato eliminato qui. ${provider} non può revocare i token su richiesta: revoca l’accesso anche lì.`,
      apiKey: (provider) =>
        `La chiave API è stata eliminata qui. Su ${provider} resta valida: disattivala anche lì.`,
      apiKeyUsed: 'Da ora si usa la chiave API.',
      nothing: 'Questa connessione era già scollegata.',
    },
    manageApps: (provider) => `Gestisci le app su ${provider}`,
    activity: 'Attività',
  },
  apiKey: {
    title: 'Chiave API',
    lead: (provider) =>
      `Si usa quando OAuth non funziona. La verifichiamo con ${provider}, la cifriamo e non la mostriamo più.`,
    ready: 'Una chiave API è pronta come riserva.',
    invalid: 'La chiave API non funziona più.',
    label: 'Chiave API',
    replace: 'Sostituisci la chiave API',
    save: 'Salva la chiave API',
    remove: 'Rimuovi la chiave API',
    removeTitle: 'Rimuovere la chiave API?',
    removeText: (provider) =>
      `Non si usa più quando OAuth non funziona. Presso ${provider} resta valida finché non la disattivi lì.`,
    removeYes: 'Rimuovi',
  },
  newConnection: {
    title: 'Collega un account',
    lead: 'Scegli un fornitore. Accederai sulla sua pagina.',
    search: 'Cerca fornitori',
    none: (search) => `Nessun fornitore corrisponde a «${search}»`,
    noApp: 'Per questo fornitore non è ancora registrata un’app OAuth.',
    addApp: 'Aggiungi un’app OAuth',
    connect: 'Collega',
    refreshed: 'Si rinnova automaticamente',
    lasting: 'Resta collegato fino alla revoca',
  },
  connectionComplete: {
    busy: 'Collegamento in corso…',
    retrying: (seconds) =>
      `Nuovo tentativo tra ${seconds === 1 ? 'un secondo' : `${seconds} secondi`}. Tieni aperta questa pagina; non devi accedere di nuovo.`,
    failedTitle: 'Non collegato',
    again: 'Riprova',
    errors: {
      access_denied: (provider) => `L’accesso è stato negato su ${provider}. Non è stato collegato nulla.`,
      authorization_failed: (provider) =>
        `${provider} ha rifiutato la richiesta. Confronta l’ID client e l’URI di reindirizzamento nella pagina «App OAuth» con quelli registrati su ${provider}. Non è stato collegato nulla.`,
    },
    otherError: (provider, code) =>
      `${provider} non ha completato l’autorizzazione (${code.replaceAll('_', ' ')}). Non è stato collegato nulla.`,
    theProvider: 'Il fornitore',
    different: (now, before) => `Hai effettuato l’accesso a ${now}. Questa connessione è di ${before}.`,
    acceptTitle: (name) => `Passare a ${name}?`,
    accept: (name) => `Passa a ${name}`,
  },
  plot: {
    timeline: 'Storia dello stato',
    times: (times) => `, ${times} volte`,
    title: 'Verifiche e rinnovi',
    summary: (succeeded, failed) =>
      succeeded + failed === 1
        ? `Finora un solo tentativo di verifica o rinnovo, ${succeeded === 1 ? 'riuscito' : 'non riuscito'}.`
        : `Ultimi ${succeeded + failed} tentativi di verifica o rinnovo: ${succeeded} riusciti, ${failed} non riusciti.`,
    none: 'Ancora nessuna verifica e nessun rinnovo',
    succeeded: 'riuscito',
    failed: 'non riuscito',
  },
}
