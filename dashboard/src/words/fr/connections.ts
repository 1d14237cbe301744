import type { ConnectionWords } from '../words.ts'

const many = (count: number): string => count.toLocaleString('fr')

export const connectionTexts: ConnectionWords = {
  connections: {
    title: 'Connexions',
    empty: 'Aucune connexion pour le moment',
    emptyNext: 'Connectez votre premier compte en une minute.',
    add: 'Connecter un compte',
    search: 'Rechercher par compte ou utilisateur final',
    status: 'État',
    anyStatus: 'Tous les états',
    provider: 'Fournisseur',
    anyProvider: 'Tous les fournisseurs',
    account: 'Compte',
    endUser: 'Utilisateur final',
    connectedAt: 'Connecté',
    actions: 'Actions',
    actionsFor: (name) => `Actions pour ${name}`,
    select: (name) => `Sélectionner ${name}`,
    selectAll: 'Tout sélectionner',
    clear: 'Effacer les filtres',
    count: (count) => (count < 2 ? `${count} connexion` : `${many(count)} connexions`),
    of: (count, total) => `${many(count)} sur ${many(total)} connexions`,
    for: (endUser) => `pour ${endUser}`,
    none: 'Aucune connexion ne correspond',
    more: 'Afficher plus',
  },
  status: {
    connected: 'Connecté',
    expiring_soon: 'Expire bientôt',
    disconnected: 'Déconnecté',
    unchecked: 'Vérification en échec',
  },
  facts: {
    id: 'ID de la connexion',
    endUser: 'ID de l’utilisateur final',
    email: 'E-mail',
    connectedAt: 'Connecté',
    credential: 'Identifiant actif',
    oauth: 'Jeton OAuth',
    apiKey: 'Clé API',
    noCredential: 'Aucun',
    token: 'Jeton d’accès',
    neverExpires: 'Valable jusqu’à révocation',
    refreshes: 'Renouvellement',
    expires: 'Expire',
    expired: 'Expiré',
    refreshDue: 'Renouvellement en attente',
    checked: 'Dernière vérification',
    neverChecked: 'Jamais',
    called: 'Dernier appel',
    neverCalled: 'Jamais',
    noCallKnown: 'Aucun connu',
    fallback: 'Clé API',
    fallbackReady: 'Prête en secours',
    fallbackInvalid: 'Ne fonctionne pas',
    fallbackNone: 'Aucune',
    refresh: 'Renouvellement du jeton',
    refreshWorking: 'Fonctionne',
    refreshNotRequired: 'Inutile',
    refreshFailing: (failures) =>
      failures === 1 ? 'En échec (1 erreur)' : `En échec (${failures} erreurs de suite)`,
  },
  permissions: {
    title: 'Autorisations',
    audiences: 'Audiences et contacts',
    campaigns: 'Campagnes et modèles',
    reports: 'Rapports',
    send: 'Envoyer des campagnes',
    sendHint: 'Chaque envoi demandé par un assistant doit encore être approuvé.',
    levels: { none: 'Aucun accès', read: 'Lecture', write: 'Lecture et écriture' },
    saved: 'Autorisations enregistrées',
  },
  bulk: {
    title: 'Actions pour les connexions sélectionnées',
    selected: (count) => (count < 2 ? `${count} sélectionnée` : `${many(count)} sélectionnées`),
    selectAll: (total) => `Sélectionner les ${total.toLocaleString('fr')}`,
    actions: { check: 'Vérifier', refresh: 'Renouveler', disconnect: 'Déconnecter', delete: 'Supprimer' },
    clear: 'Annuler la sélection',
    stop: 'Arrêter',
    progress: (done, total) => `${done} sur ${total}`,
    done: {
      check: (name) => `${name} : vérification faite`,
      refresh: (name) => `Le jeton de ${name} a été renouvelé`,
      disconnect: (name) => `${name} est déconnecté`,
      delete: (name) => `${name} est supprimé`,
    },
    results: {
      check: (count) => (count < 2 ? `${count} connexion vérifiée` : `${count} connexions vérifiées`),
      refresh: (count) => (count < 2 ? `${count} jeton renouvelé` : `${count} jetons renouvelés`),
      disconnect: (count) => (count < 2 ? `${count} compte déconnecté` : `${count} comptes déconnectés`),
      delete: (count) => (count < 2 ? `${count} connexion supprimée` : `${count} connexions supprimées`),
    },
    failed: (count) =>
      count === 1
        ? '1 n’a pas abouti. Ouvrez la connexion pour voir pourquoi.'
        : `${count} n’ont pas abouti. Ouvrez les connexions pour voir pourquoi.`,
    disconnectTitle: (count) => (count === 1 ? 'Déconnecter 1 compte ?' : `Déconnecter ${count} comptes ?`),
    disconnectText:
      'Les applications et les assistants perdent l’accès immédiatement. Les audiences et les campagnes chez les fournisseurs ne changent pas.',
    disconnectYes: (count) => (count === 1 ? 'Déconnecter 1 compte' : `Déconnecter ${count} comptes`),
    deleteTitle: (count) => (count === 1 ? 'Supprimer 1 connexion ?' : `Supprimer ${count} connexions ?`),
    deleteText:
      'Leurs identifiants et leurs autorisations sont supprimés aussi. Celles qui fonctionnent encore sont d’abord déconnectées. Une seule ligne par connexion reste dans l’activité. Cette action est irréversible.',
    deleteYes: (count) => (count === 1 ? 'Supprimer 1 connexion' : `Supprimer ${count} connexions`),
  },
  connection: {
    back: 'Retour aux connexions',
    check: 'Vérifier maintenant',
    refresh: 'Renouveler maintenant',
    reconnect: 'Reconnecter',
    details: 'Détails',
    breadcrumb: 'Fil d’Ariane',
    dangerZone: 'Déconnecter ou supprimer',
    disconnectAsk: 'Déconnecter…',
    deleteAsk: 'Supprimer…',
    disconnect: 'Déconnecter',
    disconnectTitle: (name) => `Déconnecter ${name} ?`,
    disconnectText: (provider) =>
      `Les applications et les assistants perdent l’accès immédiatement. Les audiences et les campagnes chez ${provider} ne changent pas.`,
    disconnected: 'Déconnecté',
    delete: 'Supprimer',
    deleteTitle: (name) => `Supprimer ${name} ?`,
    deleteText:
      'Ses identifiants et ses autorisations sont supprimés aussi. S’il fonctionne encore, il est d’abord déconnecté. Une seule ligne reste dans l’activité. Cette action est irréversible.',
    deleted: 'Supprimé',
    disconnectReport: {
      revoked: (provider) => `Le jeton a été révoqué chez ${provider} et supprimé ici.`,
      failed: (provider) =>
        `Le jeton a été supprimé ici, mais ${provider} n’a pas confirmé sa révocation : révoquez l’accès là-bas aussi.`,
      unsupported: (provider) =>
        `Le jeton a été supprimé ici. ${provider} ne peut pas révoquer de jetons sur demande : révoquez l’accès là-bas aussi.`,
      apiKey: (provider) =>
        `La clé API a été supprimée ici. Elle reste valable chez ${provider} : désactivez-la là-bas aussi.`,
      apiKeyUsed: 'La clé API est utilisée désormais.',
      nothing: 'Cette connexion était déjà déconnectée.',
    },
    manageApps: (provider) => `Gérer les applications chez ${provider}`,
    activity: 'Activité',
  },
  apiKey: {
    title: 'Clé API',
    lead: (provider) =>
      `Utilisée quand OAuth échoue. Nous la vérifions auprès de ${provider}, la chiffrons et ne la montrons plus jamais.`,
    ready: 'Une clé API est prête en secours.',
    invalid: 'La clé API ne fonctionne plus.',
    label: 'Clé API',
    replace: 'Remplacer la clé API',
    save: 'Enregistrer la clé API',
    remove: 'Retirer la clé API',
    removeTitle: 'Retirer la clé API ?',
    removeText: (provider) =>
      `Elle n’est plus utilisée quand OAuth échoue. Chez ${provider}, elle reste valable jusqu’à ce que vous l’y désactiviez.`,
    removeYes: 'Retirer',
  },
  newConnection: {
    title: 'Connecter un compte',
    lead: 'Choisissez un fournisseur. Vous vous identifierez sur sa propre page.',
    search: 'Rechercher un fournisseur',
    none: (search) => `Aucun fournisseur ne correspond à « ${search} »`,
    noApp: 'Aucune application OAuth n’est encore enregistrée pour ce fournisseur.',
    addApp: 'Ajouter une application OAuth',
    connect: 'Connecter',
    refreshed: 'Renouvelé automatiquement',
    lasting: 'Reste connecté jusqu’à révocation',
  },
  connectionComplete: {
    busy: 'Connexion en cours…',
    retrying: (seconds) =>
      `Nouvel essai dans ${seconds === 1 ? 'une seconde' : `${seconds} secondes`}. Gardez cette page ouverte ; vous n’avez pas à vous identifier de nouveau.`,
    failedTitle: 'Non connecté',
    again: 'Réessayer',
    errors: {
      access_denied: (provider) => `L’accès a été refusé chez ${provider}. Rien n’a été connecté.`,
      authorization_failed: (provider) =>
        `${provider} a refusé la demande. Comparez l’ID client et l’URI de redirection de la page « Applications OAuth » avec ceux enregistrés chez ${provider}. Rien n’a été connecté.`,
    },
    otherError: (provider, code) =>
      `${provider} n’a pas terminé l’autorisation (${code.replaceAll('_', ' ')}). Rien n’a été connecté.`,
    theProvider: 'Le fournisseur',
    different: (now, before) =>
      `Vous vous êtes identifié auprès de ${now}. Cette connexion est celle de ${before}.`,
    acceptTitle: (name) => `Passer à ${name} ?`,
    accept: (name) => `Passer à ${name}`,
  },
  plot: {
    timeline: 'Historique de l’état',
    times: (times) => `, ${times} fois`,
    title: 'Vérifications et renouvellements',
    summary: (succeeded, failed) =>
      succeeded + failed === 1
        ? `Une seule tentative de vérification ou de renouvellement à ce jour, ${succeeded === 1 ? 'réussie' : 'échouée'}.`
        : `${succeeded + failed} dernières tentatives de vérification ou de renouvellement : ${succeeded} réussies, ${failed} échouées.`,
    none: 'Aucune vérification et aucun renouvellement pour le moment',
    succeeded: 'réussie',
    failed: 'échouée',
  },
}
