import type { StatusWords } from './status-words.ts'

export const GERMAN_STATUS: StatusWords = {
  sentences: {
    working: () => 'Funktioniert.',
    no_expiry: (provider) => `Tokens von ${provider} laufen nicht ab.`,
    unknown_expiry_checked: (provider) =>
      `${provider} sagt nicht, wann das Token abläuft; es wird einmal am Tag geprüft.`,
    unknown_expiry_refreshed: (provider, facts) =>
      `${provider} sagt nicht, wann ein Token abläuft; es wird mindestens alle ${facts.minutes} Minuten erneuert.`,
    scopes_missing: (provider, facts) =>
      `${provider} hat nicht alle verlangten Scopes gewährt; Aufrufe, die ${facts.scopes} brauchen, werden abgelehnt.`,
    checks_failing: (_provider, facts) =>
      `Prüfungen schlagen seit ${facts.since} fehl: ${facts.problem}. Davor hat die Verbindung funktioniert.`,
    using_api_key: () => 'Der API-Schlüssel wird verwendet.',
    oauth_not_working: () => 'OAuth funktioniert nicht:',
    api_key_rejected: (provider) => `${provider} nimmt den API-Schlüssel nicht mehr an.`,
    not_connected: () => 'Noch nicht verbunden.',
    disconnect_requested: () => 'Auf Wunsch getrennt.',
    revoked_at_provider: (provider) => `Der Zugriff wurde bei ${provider} widerrufen.`,
    refresh_rejected: (provider) => `${provider} hat das Refresh-Token abgelehnt.`,
    response_lost: (provider, facts) =>
      `${provider} hat das Refresh-Token am ${facts.since} ersetzt, aber die Antwort ging verloren; das alte Token gilt nicht mehr.`,
    expired: () => 'Das Access-Token ist abgelaufen.',
    expired_refreshed_by_call: () => 'Das Access-Token ist abgelaufen; der nächste Aufruf erneuert es.',
    expired_refresh_failing: (provider, facts) =>
      `Das Access-Token ist abgelaufen, und ${provider} hat es seit ${facts.since} nicht erneuert; wir versuchen es weiter.`,
    expired_oauth_app_rejected: (provider) =>
      `Das Access-Token ist abgelaufen, und ${provider} hat Client-ID oder Client-Secret der OAuth-App abgelehnt.`,
    oauth_app_rejected: (provider) => `${provider} hat Client-ID oder Client-Secret der OAuth-App abgelehnt.`,
    account_disabled: (provider) => `Das Konto ist bei ${provider} gesperrt.`,
    token_expiring: (provider, facts) =>
      `Läuft am ${facts.until} ab. Tokens von ${provider} lassen sich nicht erneuern.`,
    sign_in_expiring: (provider, facts) =>
      `Läuft am ${facts.until} ab. Danach erneuert ${provider} das Token nur nach einer neuen Anmeldung.`,
    refresh_failing: (provider, facts) =>
      `Läuft am ${facts.until} ab. ${provider} hat das Token seit ${facts.since} nicht erneuert; wir versuchen es weiter.`,
    refresh_failing_unknown_expiry: (provider, facts) =>
      `Funktioniert, aber ${provider} hat das Token seit ${facts.since} nicht erneuert und sagt nicht, wann es abläuft; wir versuchen es weiter.`,
    provider_not_defined: (provider) =>
      `Dieser Server hat die Definition des Anbieters „${provider}“ nicht mehr.`,
  },
  nextSteps: {
    connect: () => 'Verbinden Sie das Konto.',
    reconnect: () => 'Verbinden Sie das Konto neu.',
    reconnect_before: () => 'Verbinden Sie das Konto vorher neu.',
    allow_scopes: (provider) =>
      `Verbinden Sie das Konto neu und erlauben Sie auf der Seite von ${provider} alles, wenn Sie solche Aufrufe brauchen.`,
    add_client_secret: () => 'Fügen Sie der OAuth-App das aktuelle Client-Secret hinzu.',
    add_api_key: () => 'Fügen Sie einen neuen API-Schlüssel hinzu oder verbinden Sie sich mit OAuth.',
    resolve_at_provider: (provider) => `Klären Sie das mit ${provider} und prüfen Sie dann erneut.`,
    restore_definition: () =>
      'Legen Sie die Definitionsdatei zurück und starten Sie den Server neu, oder löschen Sie die Verbindung.',
  },
  problems: {
    account_lookup_failed: 'Konto nicht ermittelt',
    oauth_app_rejected: 'OAuth-App abgelehnt',
    decryption_failed: 'gespeicherte Zugangsdaten nicht lesbar',
    provider_rate_limited: 'Ratenbegrenzung des Anbieters erreicht',
    provider_timeout: 'Anbieter hat nicht rechtzeitig geantwortet',
    provider_unavailable: 'Anbieter nicht erreichbar',
    provider_response_invalid: 'Anbieter hat unerwartet geantwortet',
    authorization_failed: 'Anbieter hat es nicht autorisiert',
    refresh_rejected: 'Refresh-Token abgelehnt',
    account_access_denied: 'Nutzer darf die API nicht verwenden',
    internal_error: 'unerwarteter Fehler',
    database_unavailable: 'Datenbank nicht erreichbar',
  },
  unknownDate: 'unbekanntem Zeitpunkt',
}
