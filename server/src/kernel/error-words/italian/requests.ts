import type { REQUESTS_ERRORS } from '../../error-catalogue/requests.ts'
import type { SentencesOf } from '../error-words.ts'

export const ITALIAN_REQUESTS: SentencesOf<typeof REQUESTS_ERRORS> = {
  authentication_required: ['Non hai eseguito l’accesso.', 'Accedi.'],
  invalid_token: [
    'La chiave segreta o il token di accesso non è valido, è scaduto o è stato revocato.',
    'Usane uno di questo server che non sia stato revocato, oppure accedi di nuovo.',
  ],
  sign_in_needed: [
    'La richiesta non ha un token di accesso né una chiave segreta.',
    'Accedi con OAuth, oppure invia una chiave segreta.',
  ],
  insufficient_scope: ['Serve lo scope {scope}.', 'Usa una chiave segreta o un assistente che lo abbia.'],
  insufficient_role: [
    'Il tuo ruolo ti permette di gestire solo le tue connessioni.',
    'Chiedi a un proprietario o a un admin del workspace.',
  ],
  not_a_member: ['Non sei membro di questo workspace.', 'Chiedi un invito a un proprietario.'],
  origin_not_allowed: [
    'La richiesta è arrivata da una pagina che non fa parte di questo server.',
    'Ricarica la pagina e riprova.',
  ],
  csrf_token_invalid: [
    'Il modulo non è aggiornato o arriva da un altro sito.',
    'Ricarica la pagina e riprova.',
  ],
  rate_limited: [
    'Ci sono state troppe richieste in poco tempo.',
    'Riprova tra {retryAfterSeconds|alcuni} secondi.',
  ],
  invalid_request: ['I dati inseriti non sono validi: {problem}.', 'Correggili e riprova.'],
  request_too_large: [
    'La richiesta supera {limitBytes} byte.',
    'Invia meno dati alla volta: dividi gli elenchi lunghi, o riduci testi e immagini.',
  ],
  request_headers_too_large: [
    'Le intestazioni della richiesta superano ciò che questo server accetta.',
    'Elimina i cookie di questo sito e riprova.',
  ],
  request_timeout: ['La richiesta non è arrivata in tempo.', 'Inviala di nuovo.'],
  call_too_slow: [
    'Altre chiamate dell’account hanno atteso questa, inviata o letta troppo lentamente.',
    'Inviala senza pause, leggi subito la risposta, poi riprova.',
  ],
  unsupported_media_type: [
    'Questo tipo di contenuto, la sua codifica dei caratteri o la sua compressione non è supportata.',
    'Invia il contenuto in UTF-8 e non compresso, con il tipo di contenuto della documentazione.',
  ],
  not_found: ['A questo URL non c’è nulla.', 'Controlla l’indirizzo.'],
  method_not_allowed: ['Questo URL non supporta il metodo.', 'Usa {allow}.'],
  request_canceled: [
    'La connessione è stata chiusa prima della risposta.',
    'Controlla se è stato fatto, poi riprova.',
  ],
  idempotency_key_in_use: [
    'Un’altra richiesta con questa Idempotency-Key è in corso.',
    'Riprova tra {retryAfterSeconds} secondi.',
  ],
  idempotency_key_reused: [
    'Questa Idempotency-Key è stata usata per un’altra richiesta.',
    'Usane una nuova per ogni nuova richiesta.',
  ],
  idempotency_outcome_unknown: [
    'La prima richiesta con questa Idempotency-Key è rimasta senza risposta, perché un server si è fermato o il database non era disponibile. Potrebbe essere stata eseguita.',
    'Controlla. Se non lo è stata, inviala con una nuova chiave.',
  ],
  database_unavailable: [
    'Il database non è raggiungibile o non accetta scritture.',
    'Riprova tra {retryAfterSeconds} secondi.',
  ],
  internal_error: [
    'Si è verificato un errore inatteso.',
    'Riprova. Se continua, comunica l’ID della richiesta a chi gestisce il server.',
  ],
}
