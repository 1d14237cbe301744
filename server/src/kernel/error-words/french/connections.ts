import type { CONNECTIONS_ERRORS } from '../../error-catalogue/connections.ts'
import type { SentencesOf } from '../error-words.ts'

export const FRENCH_CONNECTIONS: SentencesOf<typeof CONNECTIONS_ERRORS> = {
  connection_exists: [
    'Ce compte est déjà connecté, en tant que {connectionId}.',
    'Utilisez cette connexion. {kept|}',
  ],
  account_replaced: [
    'La connexion mène maintenant à un autre compte que celui pour lequel l’opération a commencé. Rien ne lui a été envoyé.',
    'Recommencez, si c’est pour le compte connecté maintenant.',
  ],
  connection_not_found: ['Cette connexion n’existe pas.', 'Cherchez-la dans la liste des connexions.'],
  connection_ambiguous: ['Plusieurs connexions correspondent.', 'Choisissez-en une : {names}.'],
  connection_required: ['Aucun compte n’est connecté.', 'Connectez-en un sur {connectUrl}, puis réessayez.'],
  connection_disconnected: ['La connexion n’a plus d’identifiants valables.', 'Reconnectez le compte.'],
  provider_not_defined: [
    'Ce serveur n’a plus la définition du fournisseur « {provider} ».',
    'Remettez le fichier de définition et redémarrez le serveur, ou supprimez la connexion.',
  ],
  decryption_failed: [
    'Les identifiants enregistrés ne peuvent pas être déchiffrés.',
    'Restaurez la clé de chiffrement, ou reconnectez le compte.',
  ],
  api_key_not_found: ['Cette connexion n’a pas de clé API.', 'Ajoutez-en d’abord une.'],
  credentials_rejected: [
    '{provider|Le fournisseur} a refusé les identifiants ({credentialType}).',
    'Vérifiez qu’ils sont complets et appartiennent à ce compte. {kept|}',
  ],
  refresh_rejected: [
    '{provider|Le fournisseur} a refusé le jeton d’actualisation.',
    'Reconnectez le compte.',
  ],
  refresh_failing: [
    'Le jeton d’accès a expiré, et {provider|le fournisseur} n’en émet pas de nouveau.',
    'Réessayez dans {retryAfterSeconds|quelques} secondes.',
  ],
  refresh_in_progress: [
    'Le jeton d’accès est en cours de renouvellement.',
    'Réessayez dans {retryAfterSeconds|quelques} secondes.',
  ],
  unsupported_by_provider: [
    '{provider|Le fournisseur} ne le permet pas : {capability}.',
    'Procédez autrement, ou faites-le chez {provider|ce fournisseur}.',
  ],
  permission_denied: [
    'Cette connexion n’autorise pas « {permission} ».',
    'Autorisez-le dans la connexion, ou demandez-le à l’utilisateur final.',
  ],
  scope_missing: [
    '{provider|Le fournisseur} n’a pas accordé à cette connexion le scope {scope}.',
    'Reconnectez le compte et autorisez tout sur la page de {provider|ce fournisseur}.',
  ],
  proxy_path_not_allowed: [
    'Ce chemin pourrait sortir de l’API de {provider|ce fournisseur}.',
    'Utilisez un chemin simple, sans « .. », « // », « \\ » ni points encodés.',
  ],
  proxy_path_unknown: [
    'Letterlock ne connaît pas {method} sur ce chemin de l’API de {provider|ce fournisseur} : l’appel pourrait donc envoyer des e-mails.',
    'Vérifiez la méthode et le chemin dans la documentation de {provider|ce fournisseur}. Un appel inconnu exige le droit campaigns:send, de la connexion et de la clé.',
  ],
  resource_not_found: ['Cela n’existe pas (ou plus) dans le compte.', 'Vérifiez dans la liste.'],
  provider_rate_limited: [
    'La limite de requêtes de {provider|ce fournisseur} pour ce compte est atteinte.',
    'Réessayez dans {retryAfterSeconds|quelques} secondes.',
  ],
  provider_rejected_request: [
    '{provider|Le fournisseur} a refusé la requête ({providerStatus}) : {problem}',
    'Corrigez la requête et réessayez.',
  ],
  provider_timeout: ['{provider|Le fournisseur} n’a pas répondu à temps.', 'Réessayez dans un instant.'],
  provider_unavailable: ['{provider|Le fournisseur} n’est pas disponible.', 'Réessayez dans un instant.'],
  provider_response_invalid: [
    '{provider|Le fournisseur} a donné une réponse inattendue.',
    'Réessayez. Si cela persiste, consultez la page d’état de {provider|ce fournisseur}.',
  ],
  outcome_unknown: [
    '{provider|Le fournisseur} l’a peut-être fait, en tout ou en partie, mais la requête a échoué : {problem}',
    'Vérifiez d’abord dans le compte. Ne répétez la requête que si cela n’a pas été fait.',
  ],
}
