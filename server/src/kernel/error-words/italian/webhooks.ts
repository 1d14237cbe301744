import type { WEBHOOKS_ERRORS } from '../../error-catalogue/webhooks.ts'
import type { SentencesOf } from '../error-words.ts'

export const ITALIAN_WEBHOOKS: SentencesOf<typeof WEBHOOKS_ERRORS> = {
  webhook_endpoint_not_found: [
    'Il workspace non ha questo endpoint webhook.',
    'Controlla nella pagina Webhook.',
  ],
  delivery_not_found: [
    'Questa consegna non esiste, oppure il suo evento non è più conservato.',
    'Controlla nelle consegne dell’endpoint.',
  ],
  end_user_not_found: [
    'Il workspace non ha nulla su un utente finale con questo ID.',
    'Controlla che sia l’endUserId delle tue sessioni di collegamento.',
  ],
  call_not_found: [
    'Questa chiamata non esiste, oppure non è più conservata.',
    'Controlla nella pagina Chiamate.',
  ],
  webhook_url_not_allowed: [
    'I webhook vanno a URL https:// sulla porta 443 di host su internet.',
    'Usa un URL così, senza nome utente e password.',
  ],
}
