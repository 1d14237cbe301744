import type { REQUESTS_ERRORS } from '../../error-catalogue/requests.ts'
import type { SentencesOf } from '../error-words.ts'

export const FRENCH_REQUESTS: SentencesOf<typeof REQUESTS_ERRORS> = {
  authentication_required: ['Vous n’êtes pas connecté.', 'Connectez-vous.'],
  invalid_token: [
    'La clé secrète ou le jeton d’accès n’est pas valable, a expiré ou a été révoqué.',
    'Utilisez-en un de ce serveur qui n’a pas été révoqué, ou reconnectez-vous.',
  ],
  sign_in_needed: [
    'La requête n’a ni jeton d’accès ni clé secrète.',
    'Connectez-vous avec OAuth, ou envoyez une clé secrète.',
  ],
  insufficient_scope: [
    'Le droit {scope} est nécessaire.',
    'Utilisez une clé secrète ou un assistant qui l’a.',
  ],
  insufficient_role: [
    'Votre rôle ne vous permet de gérer que vos propres connexions.',
    'Demandez à un propriétaire ou à un administrateur de l’espace de travail.',
  ],
  not_a_member: [
    'Vous n’êtes pas membre de cet espace de travail.',
    'Demandez une invitation à un propriétaire.',
  ],
  origin_not_allowed: [
    'La requête vient d’une page qui ne fait pas partie de ce serveur.',
    'Rechargez la page et réessayez.',
  ],
  csrf_token_invalid: [
    'Le formulaire n’est plus à jour ou vient d’un autre site.',
    'Rechargez la page et réessayez.',
  ],
  rate_limited: [
    'Il y a eu trop de requêtes en peu de temps.',
    'Réessayez dans {retryAfterSeconds|quelques} secondes.',
  ],
  invalid_request: ['Les données ne sont pas valables : {problem}.', 'Corrigez-les et réessayez.'],
  request_too_large: [
    'La requête dépasse {limitBytes} octets.',
    'Envoyez-en moins à la fois : divisez les longues listes, ou raccourcissez textes et images.',
  ],
  request_headers_too_large: [
    'Les en-têtes de la requête dépassent ce que ce serveur accepte.',
    'Supprimez les cookies de ce site et réessayez.',
  ],
  request_timeout: ['La requête n’est pas arrivée à temps.', 'Renvoyez-la.'],
  call_too_slow: [
    'D’autres appels du compte ont attendu celui-ci, envoyé ou lu trop lentement.',
    'Envoyez-le sans pause, lisez la réponse aussitôt, puis réessayez.',
  ],
  unsupported_media_type: [
    'Ce type de contenu, son jeu de caractères ou sa compression n’est pas pris en charge.',
    'Envoyez le contenu en UTF-8 et sans compression, avec le type de contenu de la documentation.',
  ],
  not_found: ['Il n’y a rien à cette URL.', 'Vérifiez l’adresse.'],
  method_not_allowed: ['Cette URL n’accepte pas la méthode.', 'Utilisez {allow}.'],
  request_canceled: [
    'La connexion a été fermée avant la réponse.',
    'Vérifiez si c’est fait, puis réessayez.',
  ],
  idempotency_key_in_use: [
    'Une autre requête avec cette Idempotency-Key est en cours.',
    'Réessayez dans {retryAfterSeconds} secondes.',
  ],
  idempotency_key_reused: [
    'Cette Idempotency-Key a servi à une autre requête.',
    'Utilisez-en une nouvelle pour chaque nouvelle requête.',
  ],
  idempotency_outcome_unknown: [
    'La première requête avec cette Idempotency-Key est restée sans réponse, parce qu’un serveur s’est arrêté ou que la base de données n’était pas disponible. Elle a peut-être été exécutée.',
    'Vérifiez-le. Sinon, renvoyez-la avec une nouvelle clé.',
  ],
  database_unavailable: [
    'La base de données ne répond pas ou n’accepte pas d’écriture.',
    'Réessayez dans {retryAfterSeconds} secondes.',
  ],
  internal_error: [
    'Une erreur inattendue s’est produite.',
    'Réessayez. Si cela persiste, donnez l’ID de la requête à l’exploitant du serveur.',
  ],
}
