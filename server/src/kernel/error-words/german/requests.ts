import type { REQUESTS_ERRORS } from '../../error-catalogue/requests.ts'
import type { SentencesOf } from '../error-words.ts'

export const GERMAN_REQUESTS: SentencesOf<typeof REQUESTS_ERRORS> = {
  authentication_required: ['Sie sind nicht angemeldet.', 'Melden Sie sich an.'],
  invalid_token: [
    'Der Geheimschlüssel oder das Access-Token ist ungültig, abgelaufen oder widerrufen.',
    'Verwenden Sie einen, der nicht widerrufen ist und von diesem Server stammt, oder melden Sie sich neu an.',
  ],
  sign_in_needed: [
    'Die Anfrage hat kein Access-Token und keinen Geheimschlüssel.',
    'Melden Sie sich mit OAuth an, oder senden Sie einen Geheimschlüssel.',
  ],
  insufficient_scope: [
    'Dafür ist der Scope {scope} nötig.',
    'Verwenden Sie einen Geheimschlüssel oder einen Assistenten, der ihn hat.',
  ],
  insufficient_role: [
    'Mit Ihrer Rolle verwalten Sie nur Ihre eigenen Verbindungen.',
    'Bitten Sie einen Inhaber oder Admin des Workspace.',
  ],
  not_a_member: ['Sie sind kein Mitglied dieses Workspace.', 'Bitten Sie einen Inhaber um eine Einladung.'],
  origin_not_allowed: [
    'Die Anfrage kam von einer Seite, die nicht zu diesem Server gehört.',
    'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  ],
  csrf_token_invalid: [
    'Das Formular ist veraltet oder kam von einer anderen Website.',
    'Laden Sie die Seite neu und versuchen Sie es noch einmal.',
  ],
  rate_limited: [
    'Das waren zu viele Anfragen in kurzer Zeit.',
    'Versuchen Sie es in {retryAfterSeconds|einigen} Sekunden noch einmal.',
  ],
  invalid_request: [
    'Die Angaben sind ungültig: {problem}.',
    'Berichtigen Sie sie und versuchen Sie es noch einmal.',
  ],
  request_too_large: [
    'Die Anfrage ist größer als {limitBytes} Bytes.',
    'Senden Sie weniger auf einmal: Teilen Sie lange Listen, oder kürzen Sie Texte und Bilder.',
  ],
  request_headers_too_large: [
    'Die Kopfzeilen der Anfrage sind größer, als dieser Server annimmt.',
    'Löschen Sie die Cookies dieser Website und versuchen Sie es noch einmal.',
  ],
  request_timeout: ['Die Anfrage kam nicht rechtzeitig an.', 'Senden Sie sie noch einmal.'],
  call_too_slow: [
    'Andere Aufrufe des Kontos haben auf diesen gewartet, weil er zu langsam gesendet oder gelesen wurde.',
    'Senden Sie ihn ohne Pausen, lesen Sie die Antwort gleich, und versuchen Sie es noch einmal.',
  ],
  unsupported_media_type: [
    'Dieser Inhaltstyp, seine Zeichencodierung oder seine Komprimierung wird nicht unterstützt.',
    'Senden Sie den Inhalt in UTF-8 und nicht komprimiert, mit dem Inhaltstyp der Dokumentation.',
  ],
  not_found: ['Unter dieser URL gibt es nichts.', 'Prüfen Sie die Adresse.'],
  method_not_allowed: ['Diese URL unterstützt die Methode nicht.', 'Verwenden Sie {allow}.'],
  request_canceled: [
    'Die Verbindung wurde vor der Antwort geschlossen.',
    'Prüfen Sie, ob es getan ist, und versuchen Sie es dann noch einmal.',
  ],
  idempotency_key_in_use: [
    'Eine andere Anfrage mit diesem Idempotency-Key läuft noch.',
    'Versuchen Sie es in {retryAfterSeconds} Sekunden noch einmal.',
  ],
  idempotency_key_reused: [
    'Dieser Idempotency-Key gehört zu einer anderen Anfrage.',
    'Verwenden Sie für jede neue Anfrage einen neuen.',
  ],
  idempotency_outcome_unknown: [
    'Die erste Anfrage mit diesem Idempotency-Key blieb ohne Antwort, weil ein Server endete oder die Datenbank nicht erreichbar war. Vielleicht ist es getan.',
    'Prüfen Sie das. Wenn nicht, senden Sie sie mit einem neuen Schlüssel.',
  ],
  database_unavailable: [
    'Die Datenbank ist nicht erreichbar oder nimmt nichts an.',
    'Versuchen Sie es in {retryAfterSeconds} Sekunden noch einmal.',
  ],
  internal_error: [
    'Ein unerwarteter Fehler ist aufgetreten.',
    'Versuchen Sie es noch einmal. Wenn es so bleibt, nennen Sie dem Betreiber die Anfrage-ID.',
  ],
}
