import type { WEBHOOKS_ERRORS } from '../../error-catalogue/webhooks.ts'
import type { SentencesOf } from '../error-words.ts'

export const FRENCH_WEBHOOKS: SentencesOf<typeof WEBHOOKS_ERRORS> = {
  webhook_endpoint_not_found: [
    'L’espace de travail n’a pas ce point de terminaison webhook.',
    'Vérifiez sur la page Webhooks.',
  ],
  delivery_not_found: [
    'Cette livraison n’existe pas, ou son événement n’est plus conservé.',
    'Vérifiez dans les livraisons du point de terminaison.',
  ],
  end_user_not_found: [
    'L’espace de travail n’a rien sur un utilisateur final avec cet ID.',
    'Vérifiez que c’est l’endUserId de vos sessions de connexion.',
  ],
  call_not_found: ['Cet appel n’existe pas, ou n’est plus conservé.', 'Vérifiez sur la page Appels.'],
  webhook_url_not_allowed: [
    'Les webhooks vont à des URL https:// sur le port 443 d’hôtes sur internet.',
    'Utilisez une telle URL, sans nom d’utilisateur ni mot de passe.',
  ],
}
