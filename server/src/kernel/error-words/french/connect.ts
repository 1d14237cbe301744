import type { CONNECT_ERRORS } from '../../error-catalogue/connect.ts'
import type { SentencesOf } from '../error-words.ts'

export const FRENCH_CONNECT: SentencesOf<typeof CONNECT_ERRORS> = {
  oauth_app_not_found: [
    'Cette application OAuth n’est pas enregistrée.',
    'Enregistrez une application OAuth pour ce fournisseur.',
  ],
  oauth_app_exists: [
    'Une application OAuth avec cet ID client est déjà enregistrée.',
    'Ajoutez le nouveau secret client à cette application OAuth.',
  ],
  oauth_app_in_use: [
    'Des connexions utilisent cette application OAuth.',
    'Supprimez d’abord ces connexions.',
  ],
  client_secret_required: [
    'Une application OAuth a besoin d’au moins un secret client.',
    'Ajoutez le nouveau, puis retirez l’ancien.',
  ],
  oauth_app_rejected: [
    '{provider|Le fournisseur} a refusé l’ID client ou le secret client de l’application OAuth.',
    'Ajoutez le secret client actuel, puis réessayez. {kept|}',
  ],
  connect_link_not_found: ['Ce lien n’est pas valable.', 'Retournez à l’application et recommencez.'],
  connect_link_expired: ['Ce lien a expiré.', 'Retournez à l’application et recommencez.'],
  connect_link_used: [
    'Ce lien a déjà été ouvert dans un autre navigateur.',
    'Retournez à l’application et recommencez dans ce navigateur.',
  ],
  connect_session_not_found: [
    'Cette session de connexion n’existe pas.',
    'Retournez à l’application et recommencez.',
  ],
  connect_session_expired: ['Cette page a expiré.', 'Retournez à l’application et recommencez.'],
  authorization_request_not_found: [
    'Cette demande d’autorisation est inconnue.',
    'Retournez à l’application et recommencez.',
  ],
  authorization_request_expired: [
    'L’autorisation a pris trop de temps et a expiré.',
    'Retournez à l’application et recommencez.',
  ],
  authorization_request_used: [
    'Cette autorisation est déjà terminée.',
    'Retournez à l’application : le compte est peut-être déjà connecté.',
  ],
  browser_mismatch: [
    'Cette autorisation a commencé dans un autre navigateur.',
    'Terminez-la là-bas, ou recommencez ici.',
  ],
  issuer_mismatch: [
    'La réponse vient d’un autre fournisseur que celui demandé.',
    'Retournez à l’application et recommencez.',
  ],
  invalid_authorization_response: [
    'Dans la réponse de {provider|ce fournisseur}, il manque une valeur valable pour « {parameter} ».',
    'Retournez à l’application et recommencez.',
  ],
  access_denied: [
    'L’accès a été refusé chez {provider|ce fournisseur}.',
    'Recommencez et autorisez l’accès.',
  ],
  authorization_failed: [
    '{provider|Le fournisseur} n’a pas autorisé la connexion ({error}).',
    'Vérifiez les paramètres de l’application OAuth chez {provider|ce fournisseur}, puis réessayez.',
  ],
  authorization_code_rejected: [
    'Le code d’autorisation a expiré ou a déjà été utilisé.',
    'Retournez à l’application et recommencez.',
  ],
  account_access_denied: [
    '{provider|Le fournisseur} ne laisse pas cet utilisateur utiliser son API : son rôle ne le permet pas, ou le compte est bloqué.',
    'Identifiez-vous chez {provider|ce fournisseur} en tant que propriétaire ou administrateur du compte, puis reconnectez-le. {kept|}',
  ],
  account_lookup_delayed: [
    '{provider|Le fournisseur} a autorisé la connexion, mais ne peut pas donner le compte pour le moment. Rien n’est perdu.',
    'Réessayez dans {retryAfterSeconds} secondes. Il n’est pas nécessaire de s’identifier à nouveau.',
  ],
  account_lookup_failed: ['{provider|Le fournisseur} n’a pas donné le compte.', 'Réessayez dans un instant.'],
  tokens_not_saved: [
    '{provider|Le fournisseur} a émis de nouveaux jetons, mais la base de données n’était pas disponible et ils n’ont pas pu être enregistrés. Le code ou le jeton d’actualisation échangé contre eux n’est plus valable.',
    'Le compte doit être reconnecté.',
  ],
  return_url_not_allowed: [
    'L’URL de retour n’est pas dans la liste de l’espace de travail.',
    'Ajoutez son origine et son chemin aux URL de retour autorisées.',
  ],
  confirmation_token_invalid: [
    'Le jeton de confirmation n’est pas valable.',
    'Utilisez-le exactement tel qu’il est arrivé dans l’URL de retour.',
  ],
  confirmation_token_expired: ['Le jeton de confirmation a expiré.', 'Connectez le compte à nouveau.'],
  confirmation_token_used: [
    'Le jeton de confirmation a déjà été utilisé.',
    'Vérifiez si le compte est déjà connecté.',
  ],
  device_code_invalid: [
    'Le code de l’appareil n’est pas valable.',
    'Utilisez-le exactement tel qu’il a été émis.',
  ],
  device_code_expired: ['Le code de l’appareil a expiré.', 'Demandez-en un nouveau.'],
  end_user_mismatch: [
    'L’utilisateur final identifié n’est pas celui pour lequel cette session a été créée. Rien n’a été connecté.',
    'Recommencez pour cet utilisateur final.',
  ],
  end_user_removed: [
    'Entre-temps, l’utilisateur final a été effacé, ou retiré des membres. Rien n’a été connecté.',
    'Ne recommencez que si l’utilisateur final le souhaite.',
  ],
  account_mismatch: [
    'L’identification a eu lieu avec {accountName} ; cette connexion est celle de {currentAccountName}.',
    'Pour passer à l’autre compte, confirmez-le.',
  ],
}
