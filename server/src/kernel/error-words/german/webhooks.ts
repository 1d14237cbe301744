import type { WEBHOOKS_ERRORS } from '../../error-catalogue/webhooks.ts'
import type { SentencesOf } from '../error-words.ts'

export const GERMAN_WEBHOOKS: SentencesOf<typeof WEBHOOKS_ERRORS> = {
  webhook_endpoint_not_found: [
    'Diesen Webhook-Endpunkt hat der Workspace nicht.',
    'Sehen Sie auf der Seite „Webhooks“ nach.',
  ],
  delivery_not_found: [
    'Diese Zustellung gibt es nicht, oder ihr Ereignis ist nicht mehr gespeichert.',
    'Sehen Sie in den Zustellungen des Endpunkts nach.',
  ],
  end_user_not_found: [
    'Zu einem Endnutzer mit dieser ID hat der Workspace nichts.',
    'Prüfen Sie, ob es die endUserId Ihrer Connect-Sitzungen ist.',
  ],
  call_not_found: [
    'Diesen Aufruf gibt es nicht, oder er ist nicht mehr gespeichert.',
    'Sehen Sie auf der Seite „Aufrufe“ nach.',
  ],
  webhook_url_not_allowed: [
    'Webhooks gehen an https://-URLs auf Port 443 von Hosts im öffentlichen Internet.',
    'Verwenden Sie eine solche URL, ohne Nutzernamen und Passwort darin.',
  ],
}
