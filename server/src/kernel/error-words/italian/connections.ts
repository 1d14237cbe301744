import type { CONNECTIONS_ERRORS } from '../../error-catalogue/connections.ts'
import type { SentencesOf } from '../error-words.ts'

export const ITALIAN_CONNECTIONS: SentencesOf<typeof CONNECTIONS_ERRORS> = {
  connection_exists: [
    'Questo account è già collegato, come {connectionId}.',
    'Usa quella connessione. {kept|}',
  ],
  account_replaced: [
    'Ora la connessione porta a un account diverso da quello per cui l’operazione era iniziata. Non gli è stato inviato nulla.',
    'Ricomincia, se è per l’account collegato adesso.',
  ],
  connection_not_found: ['Questa connessione non esiste.', 'Cercala nell’elenco delle connessioni.'],
  connection_ambiguous: ['Corrispondono più connessioni.', 'Scegline una: {names}.'],
  connection_required: ['Nessun account è collegato.', 'Collegane uno su {connectUrl}, poi riprova.'],
  connection_disconnected: ['La connessione non ha più credenziali valide.', 'Ricollega l’account.'],
  provider_not_defined: [
    'Questo server non ha più la definizione del fornitore «{provider}».',
    'Rimetti a posto il file di definizione e riavvia il server, oppure elimina la connessione.',
  ],
  decryption_failed: [
    'Non è possibile decifrare le credenziali salvate.',
    'Ripristina la chiave di cifratura, oppure ricollega l’account.',
  ],
  api_key_not_found: ['Questa connessione non ha una chiave API.', 'Aggiungine prima una.'],
  credentials_rejected: [
    '{provider|Il fornitore} ha rifiutato le credenziali ({credentialType}).',
    'Controlla che siano complete e appartengano a questo account. {kept|}',
  ],
  refresh_rejected: ['{provider|Il fornitore} ha rifiutato il refresh token.', 'Ricollega l’account.'],
  refresh_failing: [
    'Il token di accesso è scaduto e {provider|il fornitore} non ne emette uno nuovo.',
    'Riprova tra {retryAfterSeconds|alcuni} secondi.',
  ],
  refresh_in_progress: [
    'Il token di accesso viene rinnovato in questo momento.',
    'Riprova tra {retryAfterSeconds|alcuni} secondi.',
  ],
  unsupported_by_provider: [
    '{provider|Il fornitore} non lo supporta: {capability}.',
    'Scegli un altro modo, oppure fallo su {provider|questo fornitore}.',
  ],
  permission_denied: [
    'Questa connessione non consente «{permission}».',
    'Consentilo nella connessione, oppure chiedilo all’utente finale.',
  ],
  scope_missing: [
    '{provider|Il fornitore} non ha concesso a questa connessione lo scope {scope}.',
    'Ricollega l’account e consenti tutto sulla pagina di {provider|questo fornitore}.',
  ],
  proxy_path_not_allowed: [
    'Questo percorso potrebbe uscire dall’API di {provider|questo fornitore}.',
    'Usa un percorso semplice, senza «..», «//», «\\» o punti codificati.',
  ],
  proxy_path_unknown: [
    'Letterlock non conosce {method} su questo percorso dell’API di {provider|questo fornitore}, perciò la chiamata potrebbe inviare email.',
    'Controlla metodo e percorso nella documentazione di {provider|questo fornitore}. Una chiamata sconosciuta richiede il permesso e lo scope campaigns:send.',
  ],
  resource_not_found: ['Nell’account non c’è (più).', 'Controlla nell’elenco.'],
  provider_rate_limited: [
    'È stato raggiunto il limite di richieste di {provider|questo fornitore} per questo account.',
    'Riprova tra {retryAfterSeconds|alcuni} secondi.',
  ],
  provider_rejected_request: [
    '{provider|Il fornitore} ha rifiutato la richiesta ({providerStatus}): {problem}',
    'Correggi la richiesta e riprova.',
  ],
  provider_timeout: ['{provider|Il fornitore} non ha risposto in tempo.', 'Riprova tra poco.'],
  provider_unavailable: ['{provider|Il fornitore} non è disponibile.', 'Riprova tra poco.'],
  provider_response_invalid: [
    '{provider|Il fornitore} ha dato una risposta inattesa.',
    'Riprova. Se continua, guarda la pagina di stato di {provider|questo fornitore}.',
  ],
  outcome_unknown: [
    '{provider|Il fornitore} potrebbe averlo fatto, in tutto o in parte, ma la richiesta non è riuscita: {problem}',
    'Controlla prima nell’account. Ripeti la richiesta solo se non è stato fatto.',
  ],
}
