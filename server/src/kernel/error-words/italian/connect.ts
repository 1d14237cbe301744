import type { CONNECT_ERRORS } from '../../error-catalogue/connect.ts'
import type { SentencesOf } from '../error-words.ts'

export const ITALIAN_CONNECT: SentencesOf<typeof CONNECT_ERRORS> = {
  oauth_app_not_found: ['Questa app OAuth non è registrata.', 'Registra un’app OAuth per questo fornitore.'],
  oauth_app_exists: [
    'Un’app OAuth con questo ID client è già registrata.',
    'Aggiungi il nuovo segreto client a quella app OAuth.',
  ],
  oauth_app_in_use: ['Alcune connessioni usano questa app OAuth.', 'Elimina prima quelle connessioni.'],
  client_secret_required: [
    'Un’app OAuth ha bisogno di almeno un segreto client.',
    'Aggiungi il nuovo, poi rimuovi il vecchio.',
  ],
  oauth_app_rejected: [
    '{provider|Il fornitore} ha rifiutato l’ID client o il segreto client dell’app OAuth.',
    'Aggiungi il segreto client attuale, poi riprova. {kept|}',
  ],
  connect_link_not_found: ['Questo link non è valido.', 'Torna all’applicazione e ricomincia.'],
  connect_link_expired: ['Questo link è scaduto.', 'Torna all’applicazione e ricomincia.'],
  connect_link_used: [
    'Questo link è già stato aperto in un altro browser.',
    'Torna all’applicazione e ricomincia in questo browser.',
  ],
  connect_session_not_found: [
    'Questa sessione di collegamento non esiste.',
    'Torna all’applicazione e ricomincia.',
  ],
  connect_session_expired: ['Questa pagina è scaduta.', 'Torna all’applicazione e ricomincia.'],
  authorization_request_not_found: [
    'Questa richiesta di autorizzazione è sconosciuta.',
    'Torna all’applicazione e ricomincia.',
  ],
  authorization_request_expired: [
    'L’autorizzazione ha richiesto troppo tempo ed è scaduta.',
    'Torna all’applicazione e ricomincia.',
  ],
  authorization_request_used: [
    'Questa autorizzazione è già stata completata.',
    'Torna all’applicazione: forse l’account è già collegato.',
  ],
  browser_mismatch: [
    'Questa autorizzazione è iniziata in un altro browser.',
    'Completala lì, oppure ricomincia qui.',
  ],
  issuer_mismatch: [
    'La risposta è arrivata da un fornitore diverso da quello richiesto.',
    'Torna all’applicazione e ricomincia.',
  ],
  invalid_authorization_response: [
    'Nella risposta di {provider|questo fornitore} manca un valore valido per «{parameter}».',
    'Torna all’applicazione e ricomincia.',
  ],
  access_denied: [
    'L’accesso è stato negato su {provider|questo fornitore}.',
    'Ricomincia e consenti l’accesso.',
  ],
  authorization_failed: [
    '{provider|Il fornitore} non ha autorizzato la connessione ({error}).',
    'Controlla le impostazioni dell’app OAuth su {provider|questo fornitore}, poi riprova.',
  ],
  authorization_code_rejected: [
    'Il codice di autorizzazione è scaduto o è già stato usato.',
    'Torna all’applicazione e ricomincia.',
  ],
  account_access_denied: [
    '{provider|Il fornitore} non permette a questo utente di usare la sua API: il suo ruolo non lo consente, oppure l’account è bloccato.',
    'Accedi a {provider|questo fornitore} come proprietario o admin dell’account, poi ricollegalo. {kept|}',
  ],
  account_lookup_delayed: [
    '{provider|Il fornitore} ha autorizzato la connessione ma al momento non può restituire l’account. Non si è perso nulla.',
    'Riprova tra {retryAfterSeconds} secondi. Non serve accedere di nuovo.',
  ],
  account_lookup_failed: ['{provider|Il fornitore} non ha restituito l’account.', 'Riprova tra poco.'],
  tokens_not_saved: [
    '{provider|Il fornitore} ha emesso nuovi token, ma il database non era disponibile e non è stato possibile salvarli. Il codice o il refresh token usato per ottenerli non vale più.',
    'L’account va ricollegato.',
  ],
  return_url_not_allowed: [
    'L’URL di ritorno non è nell’elenco del workspace.',
    'Aggiungi la sua origine e il suo percorso agli URL di ritorno consentiti.',
  ],
  confirmation_token_invalid: [
    'Il token di conferma non è valido.',
    'Usalo esattamente com’era nell’URL di ritorno.',
  ],
  confirmation_token_expired: ['Il token di conferma è scaduto.', 'Collega di nuovo l’account.'],
  confirmation_token_used: [
    'Il token di conferma è già stato usato.',
    'Controlla se l’account è già collegato.',
  ],
  device_code_invalid: ['Il codice del dispositivo non è valido.', 'Usalo esattamente com’è stato emesso.'],
  device_code_expired: ['Il codice del dispositivo è scaduto.', 'Richiedine uno nuovo.'],
  end_user_mismatch: [
    'L’utente finale che ha eseguito l’accesso non è quello per cui è stata creata questa sessione. Non è stato collegato nulla.',
    'Ricomincia per questo utente finale.',
  ],
  end_user_removed: [
    'Nel frattempo l’utente finale è stato cancellato, o rimosso come membro. Non è stato collegato nulla.',
    'Ricomincia solo se l’utente finale lo desidera.',
  ],
  account_mismatch: [
    'L’accesso è avvenuto con {accountName}; questa connessione è per {currentAccountName}.',
    'Per passare all’altro account, confermalo.',
  ],
}
