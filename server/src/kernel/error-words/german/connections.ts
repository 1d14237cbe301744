import type { CONNECTIONS_ERRORS } from '../../error-catalogue/connections.ts'
import type { SentencesOf } from '../error-words.ts'

export const GERMAN_CONNECTIONS: SentencesOf<typeof CONNECTIONS_ERRORS> = {
  connection_exists: [
    'Dieses Konto ist schon verbunden, als {connectionId}.',
    'Verwenden Sie diese Verbindung. {kept|}',
  ],
  account_replaced: [
    'Die Verbindung führt jetzt zu einem anderen Konto als dem, für das dies begonnen wurde. Dorthin wurde nichts gesendet.',
    'Beginnen Sie von vorn, wenn es für das jetzt verbundene Konto gedacht ist.',
  ],
  connection_not_found: ['Diese Verbindung gibt es nicht.', 'Suchen Sie sie in der Liste der Verbindungen.'],
  connection_ambiguous: ['Mehrere Verbindungen passen.', 'Wählen Sie eine: {names}.'],
  connection_required: [
    'Es ist kein Konto verbunden.',
    'Verbinden Sie eines unter {connectUrl} und versuchen Sie es noch einmal.',
  ],
  connection_disconnected: [
    'Die Verbindung hat keine gültigen Zugangsdaten mehr.',
    'Verbinden Sie das Konto neu.',
  ],
  provider_not_defined: [
    'Dieser Server hat die Definition des Anbieters „{provider}“ nicht mehr.',
    'Legen Sie die Definitionsdatei zurück und starten Sie den Server neu, oder löschen Sie die Verbindung.',
  ],
  decryption_failed: [
    'Die gespeicherten Zugangsdaten lassen sich nicht entschlüsseln.',
    'Stellen Sie den Verschlüsselungsschlüssel wieder her, oder verbinden Sie das Konto neu.',
  ],
  api_key_not_found: ['Diese Verbindung hat keinen API-Schlüssel.', 'Fügen Sie zuerst einen hinzu.'],
  credentials_rejected: [
    '{provider|Der Anbieter} hat die Zugangsdaten abgelehnt ({credentialType}).',
    'Prüfen Sie, ob sie vollständig sind und zu diesem Konto gehören. {kept|}',
  ],
  refresh_rejected: [
    '{provider|Der Anbieter} hat das Refresh-Token abgelehnt.',
    'Verbinden Sie das Konto neu.',
  ],
  refresh_failing: [
    'Das Access-Token ist abgelaufen, und {provider|der Anbieter} stellt kein neues aus.',
    'Versuchen Sie es in {retryAfterSeconds|einigen} Sekunden noch einmal.',
  ],
  refresh_in_progress: [
    'Das Access-Token wird gerade erneuert.',
    'Versuchen Sie es in {retryAfterSeconds|einigen} Sekunden noch einmal.',
  ],
  unsupported_by_provider: [
    '{provider|Der Anbieter} unterstützt das nicht: {capability}.',
    'Nehmen Sie einen anderen Weg, oder erledigen Sie es bei {provider|diesem Anbieter}.',
  ],
  permission_denied: [
    'Diese Verbindung erlaubt „{permission}“ nicht.',
    'Erlauben Sie es in der Verbindung, oder bitten Sie den Endnutzer darum.',
  ],
  scope_missing: [
    '{provider|Der Anbieter} hat dieser Verbindung den Scope „{scope}“ nicht gewährt.',
    'Verbinden Sie das Konto neu und erlauben Sie auf der Seite von {provider|diesem Anbieter} alles.',
  ],
  proxy_path_not_allowed: [
    'Dieser Pfad könnte aus der API von {provider|diesem Anbieter} hinausführen.',
    'Verwenden Sie einen einfachen Pfad ohne „..“, „//“, „\\“ und kodierte Punkte.',
  ],
  proxy_path_unknown: [
    'Letterlock kennt {method} auf diesem Pfad der API von {provider|diesem Anbieter} nicht; der Aufruf könnte also E-Mails versenden.',
    'Prüfen Sie Methode und Pfad in der Referenz von {provider|diesem Anbieter}. Ein unbekannter Aufruf braucht die Berechtigung und den Scope campaigns:send.',
  ],
  resource_not_found: ['Das gibt es im Konto nicht (mehr).', 'Sehen Sie in der Liste nach.'],
  provider_rate_limited: [
    'Die Ratenbegrenzung von {provider|diesem Anbieter} für dieses Konto ist erreicht.',
    'Versuchen Sie es in {retryAfterSeconds|einigen} Sekunden noch einmal.',
  ],
  provider_rejected_request: [
    '{provider|Der Anbieter} hat die Anfrage abgelehnt ({providerStatus}): {problem}',
    'Ändern Sie die Anfrage und versuchen Sie es noch einmal.',
  ],
  provider_timeout: [
    '{provider|Der Anbieter} hat nicht rechtzeitig geantwortet.',
    'Versuchen Sie es gleich noch einmal.',
  ],
  provider_unavailable: [
    '{provider|Der Anbieter} ist nicht erreichbar.',
    'Versuchen Sie es gleich noch einmal.',
  ],
  provider_response_invalid: [
    '{provider|Der Anbieter} hat unerwartet geantwortet.',
    'Versuchen Sie es noch einmal. Wenn es so bleibt, sehen Sie auf der Statusseite von {provider|diesem Anbieter} nach.',
  ],
  outcome_unknown: [
    '{provider|Der Anbieter} hat das vielleicht ganz oder teilweise getan, aber die Anfrage ist fehlgeschlagen: {problem}',
    'Sehen Sie zuerst im Konto nach. Wiederholen Sie die Anfrage nur, wenn es nicht getan ist.',
  ],
}
