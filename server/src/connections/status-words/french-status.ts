import type { StatusWords } from './status-words.ts'

export const FRENCH_STATUS: StatusWords = {
  sentences: {
    working: () => 'Fonctionne.',
    no_expiry: (provider) => `Les jetons de ${provider} n’expirent pas.`,
    unknown_expiry_checked: (provider) =>
      `${provider} ne dit pas quand le jeton expire ; il est vérifié une fois par jour.`,
    unknown_expiry_refreshed: (provider, facts) =>
      `${provider} ne dit pas quand un jeton expire ; il est renouvelé au moins toutes les ${facts.minutes} minutes.`,
    scopes_missing: (provider, facts) =>
      `${provider} n’a pas accordé tous les scopes demandés ; les appels qui nécessitent ${facts.scopes} sont refusés.`,
    checks_failing: (_provider, facts) =>
      `Les vérifications échouent depuis le ${facts.since} : ${facts.problem}. Avant, la connexion fonctionnait.`,
    using_api_key: () => 'La clé API est utilisée.',
    oauth_not_working: () => 'OAuth ne fonctionne pas :',
    api_key_rejected: (provider) => `${provider} n’accepte plus la clé API.`,
    not_connected: () => 'Pas encore connecté.',
    disconnect_requested: () => 'Déconnecté sur demande.',
    revoked_at_provider: (provider) => `L’accès a été révoqué chez ${provider}.`,
    refresh_rejected: (provider) => `${provider} a refusé le jeton d’actualisation.`,
    response_lost: (provider, facts) =>
      `${provider} a remplacé le jeton d’actualisation le ${facts.since}, mais sa réponse s’est perdue ; l’ancien jeton n’est plus accepté.`,
    expired: () => 'Le jeton d’accès a expiré.',
    expired_refreshed_by_call: () => 'Le jeton d’accès a expiré ; le prochain appel le renouvelle.',
    expired_refresh_failing: (provider, facts) =>
      `Le jeton d’accès a expiré, et ${provider} ne l’a pas renouvelé depuis le ${facts.since} ; nous continuons d’essayer.`,
    expired_oauth_app_rejected: (provider) =>
      `Le jeton d’accès a expiré, et ${provider} a refusé l’ID client ou le secret client de l’application OAuth.`,
    oauth_app_rejected: (provider) =>
      `${provider} a refusé l’ID client ou le secret client de l’application OAuth.`,
    account_disabled: (provider) => `Le compte est désactivé chez ${provider}.`,
    token_expiring: (provider, facts) =>
      `Expire le ${facts.until}. Les jetons de ${provider} ne peuvent pas être renouvelés.`,
    sign_in_expiring: (provider, facts) =>
      `Expire le ${facts.until}. Ensuite, ${provider} ne renouvelle pas le jeton sans une nouvelle connexion.`,
    refresh_failing: (provider, facts) =>
      `Expire le ${facts.until}. ${provider} n’a pas renouvelé le jeton depuis le ${facts.since} ; nous continuons d’essayer.`,
    refresh_failing_unknown_expiry: (provider, facts) =>
      `Fonctionne, mais ${provider} n’a pas renouvelé le jeton depuis le ${facts.since} et ne dit pas quand il expire ; nous continuons d’essayer.`,
    provider_not_defined: (provider) => `Ce serveur n’a plus la définition du fournisseur « ${provider} ».`,
  },
  nextSteps: {
    connect: () => 'Connectez le compte.',
    reconnect: () => 'Reconnectez le compte.',
    reconnect_before: () => 'Reconnectez le compte avant cette date.',
    allow_scopes: (provider) =>
      `Reconnectez le compte et autorisez tout sur la page de ${provider} si vous avez besoin de ces appels.`,
    add_client_secret: () => 'Ajoutez le secret client actuel à l’application OAuth.',
    add_api_key: () => 'Ajoutez une nouvelle clé API, ou connectez-vous avec OAuth.',
    resolve_at_provider: (provider) => `Réglez cela avec ${provider}, puis vérifiez à nouveau.`,
    restore_definition: () =>
      'Remettez le fichier de définition et redémarrez le serveur, ou supprimez la connexion.',
  },
  problems: {
    account_lookup_failed: 'compte non déterminé',
    oauth_app_rejected: 'application OAuth refusée',
    decryption_failed: 'identifiant enregistré illisible',
    provider_rate_limited: 'limite de requêtes du fournisseur atteinte',
    provider_timeout: 'le fournisseur n’a pas répondu à temps',
    provider_unavailable: 'fournisseur indisponible',
    provider_response_invalid: 'réponse inattendue du fournisseur',
    authorization_failed: 'le fournisseur ne l’a pas autorisé',
    refresh_rejected: 'jeton d’actualisation refusé',
    account_access_denied: 'l’utilisateur ne peut pas utiliser l’API',
    internal_error: 'erreur inattendue',
    database_unavailable: 'base de données indisponible',
  },
  unknownDate: 'jour inconnu',
}
