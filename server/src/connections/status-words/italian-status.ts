import { beforeItalianDay } from '../../kernel/italian-day.ts'
import type { StatusWords } from './status-words.ts'

export const ITALIAN_STATUS: StatusWords = {
  sentences: {
    working: () => 'Funziona.',
    no_expiry: (provider) => `I token di ${provider} non scadono.`,
    unknown_expiry_checked: (provider) =>
      `${provider} non dice quando scade il token; viene verificato una volta al giorno.`,
    unknown_expiry_refreshed: (provider, facts) =>
      `${provider} non dice quando scade un token; viene rinnovato almeno ogni ${facts.minutes} minuti.`,
    scopes_missing: (provider, facts) =>
      `${provider} non ha concesso tutti gli scope richiesti; le chiamate che hanno bisogno di ${facts.scopes} vengono rifiutate.`,
    checks_failing: (_provider, facts) =>
      `Le verifiche non riescono ${beforeItalianDay('dal', facts.since)}: ${facts.problem}. Prima la connessione funzionava.`,
    using_api_key: () => 'Si usa la chiave API.',
    oauth_not_working: () => 'OAuth non funziona:',
    api_key_rejected: (provider) => `${provider} non accetta più la chiave API.`,
    not_connected: () => 'Non ancora collegato.',
    disconnect_requested: () => 'Scollegato su richiesta.',
    revoked_at_provider: (provider) => `L’accesso è stato revocato su ${provider}.`,
    refresh_rejected: (provider) => `${provider} ha rifiutato il refresh token.`,
    response_lost: (provider, facts) =>
      `${provider} ha sostituito il refresh token ${beforeItalianDay('il', facts.since)}, ma la risposta è andata persa; il vecchio token non è più accettato.`,
    expired: () => 'Il token di accesso è scaduto.',
    expired_refreshed_by_call: () => 'Il token di accesso è scaduto; la prossima chiamata lo rinnova.',
    expired_refresh_failing: (provider, facts) =>
      `Il token di accesso è scaduto e ${provider} non lo rinnova ${beforeItalianDay('dal', facts.since)}; continuiamo a provare.`,
    expired_oauth_app_rejected: (provider) =>
      `Il token di accesso è scaduto e ${provider} ha rifiutato l’ID client o il segreto client dell’app OAuth.`,
    oauth_app_rejected: (provider) =>
      `${provider} ha rifiutato l’ID client o il segreto client dell’app OAuth.`,
    account_disabled: (provider) => `L’account è disattivato su ${provider}.`,
    token_expiring: (provider, facts) =>
      `Scade ${beforeItalianDay('il', facts.until)}. I token di ${provider} non si possono rinnovare.`,
    sign_in_expiring: (provider, facts) =>
      `Scade ${beforeItalianDay('il', facts.until)}. Dopo, ${provider} non rinnova il token senza un nuovo accesso.`,
    refresh_failing: (provider, facts) =>
      `Scade ${beforeItalianDay('il', facts.until)}. ${provider} non rinnova il token ${beforeItalianDay('dal', facts.since)}; continuiamo a provare.`,
    refresh_failing_unknown_expiry: (provider, facts) =>
      `Funziona, ma ${provider} non rinnova il token ${beforeItalianDay('dal', facts.since)} e non dice quando scade; continuiamo a provare.`,
    provider_not_defined: (provider) =>
      `Questo server non ha più la definizione del fornitore «${provider}».`,
  },
  nextSteps: {
    connect: () => 'Collega l’account.',
    reconnect: () => 'Ricollega l’account.',
    reconnect_before: () => 'Ricollega l’account prima di allora.',
    allow_scopes: (provider) =>
      `Ricollega l’account e consenti tutto nella pagina di ${provider} se ti servono queste chiamate.`,
    add_client_secret: () => 'Aggiungi il segreto client attuale all’app OAuth.',
    add_api_key: () => 'Aggiungi una nuova chiave API, oppure collega con OAuth.',
    resolve_at_provider: (provider) => `Risolvi la questione con ${provider}, poi verifica di nuovo.`,
    restore_definition: () =>
      'Rimetti il file di definizione e riavvia il server, oppure elimina la connessione.',
  },
  problems: {
    account_lookup_failed: 'account non determinato',
    oauth_app_rejected: 'app OAuth rifiutata',
    decryption_failed: 'credenziale salvata illeggibile',
    provider_rate_limited: 'limite di richieste del fornitore raggiunto',
    provider_timeout: 'il fornitore non ha risposto in tempo',
    provider_unavailable: 'fornitore non disponibile',
    provider_response_invalid: 'risposta inattesa del fornitore',
    authorization_failed: 'il fornitore non l’ha autorizzata',
    refresh_rejected: 'refresh token rifiutato',
    account_access_denied: 'l’utente non può usare l’API',
    internal_error: 'errore inatteso',
    database_unavailable: 'database non disponibile',
  },
  unknownDate: 'giorno sconosciuto',
}
