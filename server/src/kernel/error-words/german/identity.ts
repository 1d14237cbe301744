import type { IDENTITY_ERRORS } from '../../error-catalogue/identity.ts'
import type { SentencesOf } from '../error-words.ts'

export const GERMAN_IDENTITY: SentencesOf<typeof IDENTITY_ERRORS> = {
  invalid_credentials: [
    'E-Mail-Adresse oder Passwort ist falsch.',
    'Versuchen Sie es noch einmal, oder setzen Sie Ihr Passwort zurück.',
  ],
  incorrect_password: ['Das aktuelle Passwort ist falsch.', 'Versuchen Sie es noch einmal.'],
  password_too_weak: [
    'Dieses Passwort ist leicht zu erraten: {problem}.',
    'Wählen Sie ein anderes, zum Beispiel vier oder mehr Wörter, die nichts miteinander zu tun haben.',
  ],
  invalid_verification_code: [
    'Der Code ist falsch oder abgelaufen.',
    'Geben Sie den aktuellen Code aus Ihrer Authenticator-App ein.',
  ],
  passkey_verification_failed: [
    'Der Passkey konnte nicht bestätigt werden.',
    'Versuchen Sie es noch einmal, oder melden Sie sich mit Ihrem Passwort an.',
  ],
  reauthentication_required: [
    'Dafür müssen Sie sich vor Kurzem angemeldet haben.',
    'Melden Sie sich noch einmal an und versuchen Sie es dann erneut.',
  ],
  too_many_attempts: [
    'Es wurden zu viele falsche Codes eingegeben.',
    'Warten Sie 15 Minuten und versuchen Sie es dann noch einmal.',
  ],
  setup_completed: [
    'Letterlock ist schon eingerichtet.',
    'Melden Sie sich an, oder bitten Sie einen Inhaber um eine Einladung.',
  ],
  setup_link_invalid: [
    'Dieser Einrichtungslink gilt nicht mehr.',
    'Verwenden Sie den Link, den der Server bei seinem letzten Start ausgegeben hat.',
  ],
  password_reset_link_expired: [
    'Dieser Link ist abgelaufen oder wurde schon verwendet.',
    'Fordern Sie auf der Anmeldeseite einen neuen an.',
  ],
  user_exists: [
    'Einen Nutzer mit dieser E-Mail-Adresse gibt es schon.',
    'Melden Sie sich an und öffnen Sie die Einladung dann noch einmal.',
  ],
  member_exists: [
    'Dieser Nutzer ist schon Mitglied des Workspace.',
    'Ändern Sie seine Rolle auf der Seite „Mitglieder“.',
  ],
  member_not_found: [
    'Dieses Mitglied hat der Workspace nicht.',
    'Sehen Sie auf der Seite „Mitglieder“ nach.',
  ],
  owner_required: [
    'Ein Workspace braucht mindestens einen Inhaber.',
    'Machen Sie zuerst ein anderes Mitglied zum Inhaber.',
  ],
  invitation_not_found: [
    'Diese Einladung gibt es nicht, oder sie wurde widerrufen.',
    'Bitten Sie um eine neue Einladung.',
  ],
  invitation_expired: [
    'Diese Einladung ist abgelaufen oder wurde schon angenommen.',
    'Bitten Sie um eine neue Einladung.',
  ],
  invitation_email_mismatch: [
    'Diese Einladung ist für {email}; angemeldet sind Sie mit einer anderen Adresse.',
    'Melden Sie sich ab und öffnen Sie die Einladung dann noch einmal.',
  ],
  invitation_email_needed: [
    'Diese Einladung lässt sich nur aus der E-Mail an {email} öffnen.',
    'Öffnen Sie den Link in dieser E-Mail, oder bitten Sie darum, sie noch einmal zu senden.',
  ],
  secret_key_not_found: [
    'Diesen Geheimschlüssel hat der Workspace nicht.',
    'Sehen Sie auf der Seite „Geheimschlüssel“ nach.',
  ],
  assistant_not_found: [
    'Diesen Assistenten haben Sie nicht autorisiert.',
    'Sehen Sie auf der Seite „Meine Assistenten“ nach.',
  ],
  consent_request_not_found: [
    'Diese Anfrage ist abgelaufen oder wurde in einem anderen Browser begonnen.',
    'Gehen Sie zum Assistenten zurück und beginnen Sie von vorn.',
  ],
  consent_request_used: [
    'Diese Anfrage ist schon beantwortet. Die erste Antwort gilt.',
    'Um sie zu ändern, beginnen Sie beim Assistenten von vorn.',
  ],
}
