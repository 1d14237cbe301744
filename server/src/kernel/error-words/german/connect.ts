import type { CONNECT_ERRORS } from '../../error-catalogue/connect.ts'
import type { SentencesOf } from '../error-words.ts'

export const GERMAN_CONNECT: SentencesOf<typeof CONNECT_ERRORS> = {
  oauth_app_not_found: [
    'Diese OAuth-App ist nicht eingetragen.',
    'Tragen Sie für diesen Anbieter eine OAuth-App ein.',
  ],
  oauth_app_exists: [
    'Eine OAuth-App mit dieser Client-ID ist schon eingetragen.',
    'Fügen Sie das neue Client-Secret dort hinzu.',
  ],
  oauth_app_in_use: ['Verbindungen verwenden diese OAuth-App.', 'Löschen Sie zuerst diese Verbindungen.'],
  client_secret_required: [
    'Eine OAuth-App braucht mindestens ein Client-Secret.',
    'Fügen Sie erst das neue hinzu und entfernen Sie dann das alte.',
  ],
  oauth_app_rejected: [
    '{provider|Der Anbieter} hat Client-ID oder Client-Secret der OAuth-App abgelehnt.',
    'Fügen Sie das aktuelle Client-Secret hinzu und versuchen Sie es noch einmal. {kept|}',
  ],
  connect_link_not_found: [
    'Dieser Link ist ungültig.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  connect_link_expired: [
    'Dieser Link ist abgelaufen.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  connect_link_used: [
    'Dieser Link wurde schon in einem anderen Browser geöffnet.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie in diesem Browser von vorn.',
  ],
  connect_session_not_found: [
    'Diese Connect-Sitzung gibt es nicht.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  connect_session_expired: [
    'Diese Seite ist abgelaufen.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  authorization_request_not_found: [
    'Diese Autorisierungsanfrage ist unbekannt.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  authorization_request_expired: [
    'Die Autorisierung hat zu lange gedauert und ist abgelaufen.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  authorization_request_used: [
    'Diese Autorisierung ist schon abgeschlossen.',
    'Gehen Sie zur Anwendung zurück; vielleicht ist das Konto schon verbunden.',
  ],
  browser_mismatch: [
    'Diese Autorisierung wurde in einem anderen Browser begonnen.',
    'Schließen Sie sie dort ab, oder beginnen Sie hier von vorn.',
  ],
  issuer_mismatch: [
    'Die Antwort kam von einem anderen Anbieter als dem angefragten.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  invalid_authorization_response: [
    'In der Antwort von {provider|diesem Anbieter} fehlt ein gültiger Wert „{parameter}“.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  access_denied: [
    'Der Zugriff wurde bei {provider|diesem Anbieter} abgelehnt.',
    'Beginnen Sie von vorn und erlauben Sie den Zugriff.',
  ],
  authorization_failed: [
    '{provider|Der Anbieter} hat die Verbindung nicht autorisiert ({error}).',
    'Prüfen Sie die Einstellungen der OAuth-App bei {provider|diesem Anbieter} und versuchen Sie es noch einmal.',
  ],
  authorization_code_rejected: [
    'Der Autorisierungscode ist abgelaufen oder wurde schon verwendet.',
    'Gehen Sie zur Anwendung zurück und beginnen Sie von vorn.',
  ],
  account_access_denied: [
    '{provider|Der Anbieter} lässt diesen Nutzer die API nicht verwenden: Seine Rolle erlaubt es nicht, oder das Konto ist gesperrt.',
    'Melden Sie sich bei {provider|diesem Anbieter} als Inhaber oder Admin des Kontos an und verbinden Sie es neu. {kept|}',
  ],
  account_lookup_delayed: [
    '{provider|Der Anbieter} hat die Verbindung autorisiert, kann das Konto aber gerade nicht nennen. Es ist nichts verloren.',
    'Versuchen Sie es in {retryAfterSeconds} Sekunden noch einmal. Eine neue Anmeldung ist nicht nötig.',
  ],
  account_lookup_failed: [
    '{provider|Der Anbieter} hat das Konto nicht genannt.',
    'Versuchen Sie es gleich noch einmal.',
  ],
  tokens_not_saved: [
    '{provider|Der Anbieter} hat neue Tokens ausgestellt, aber die Datenbank war nicht erreichbar, sodass sie nicht gespeichert werden konnten. Der Code oder das Refresh-Token, das dafür eingetauscht wurde, gilt nicht mehr.',
    'Das Konto muss neu verbunden werden.',
  ],
  return_url_not_allowed: [
    'Die Rückkehr-URL steht nicht auf der Liste des Workspace.',
    'Fügen Sie ihren Ursprung und Pfad den erlaubten Rückkehr-URLs hinzu.',
  ],
  confirmation_token_invalid: [
    'Das Bestätigungstoken ist ungültig.',
    'Verwenden Sie es genau so, wie es in der Rückkehr-URL stand.',
  ],
  confirmation_token_expired: [
    'Das Bestätigungstoken ist abgelaufen.',
    'Verbinden Sie das Konto noch einmal.',
  ],
  confirmation_token_used: [
    'Das Bestätigungstoken wurde schon verwendet.',
    'Sehen Sie nach, ob das Konto schon verbunden ist.',
  ],
  device_code_invalid: [
    'Der Gerätecode ist ungültig.',
    'Verwenden Sie ihn genau so, wie er ausgestellt wurde.',
  ],
  device_code_expired: ['Der Gerätecode ist abgelaufen.', 'Fordern Sie einen neuen an.'],
  end_user_mismatch: [
    'Angemeldet ist ein anderer Endnutzer als der, für den diese Sitzung erstellt wurde. Es wurde nichts verbunden.',
    'Beginnen Sie für diesen Endnutzer von vorn.',
  ],
  end_user_removed: [
    'Der Endnutzer wurde währenddessen gelöscht oder als Mitglied entfernt. Es wurde nichts verbunden.',
    'Beginnen Sie nur von vorn, wenn der Endnutzer es möchte.',
  ],
  account_mismatch: [
    'Die Anmeldung galt {accountName}; diese Verbindung gehört zu {currentAccountName}.',
    'Bestätigen Sie das andere Konto, um zu ihm zu wechseln.',
  ],
}
