import type { WorkspaceWords } from '../words.ts'

export const workspaceTexts: WorkspaceWords = {
  oauthApps: {
    title: 'Applications OAuth',
    lead: 'Enregistrez une application OAuth chez chaque fournisseur une fois, puis saisissez ici son ID client et son secret.',
    ready: 'Prête',
    notRegistered: 'Non enregistrée',
    none: 'Aucune application OAuth. Aucun compte ne peut être connecté.',
    add: 'Ajouter une application OAuth',
    addAnother: 'Ajouter une autre application OAuth',
    openPortal: 'Ouvrez',
    developerPortal: (provider) => `le portail des développeurs de ${provider}`,
    enterBoth: 'Saisissez les deux ci-dessous.',
    clientId: 'ID client',
    clientSecret: 'Secret client',
    encrypted: 'Le secret est chiffré et n’est plus jamais affiché.',
    save: 'Enregistrer',
    currentSecret: 'Secret actuel, ajouté',
    previousSecret: 'Secret précédent, encore accepté, ajouté',
    removeSecret: 'Retirer',
    removeTitle: 'Retirer ce secret client ?',
    removeText: (provider) =>
      `Il n’est plus essayé. Si ${provider} l’attend encore, les jetons ne pourront plus être renouvelés.`,
    rotate: 'Changer le secret client',
    rotateText:
      'Le nouveau secret sert immédiatement. L’ancien reste en secours jusqu’à ce que vous le retiriez.',
    newSecret: 'Nouveau secret client',
    addSecret: 'Ajouter le secret',
  },
  secretKeys: {
    title: 'Clés secrètes',
    lead: 'Les applications appellent l’API avec des clés secrètes. Créez-en une par application, avec les seuls droits nécessaires.',
    none: 'Aucune clé secrète pour le moment',
    name: 'Nom',
    scopes: 'Droits',
    allScopes: 'Tous les droits',
    presets: {
      application: 'Application',
      read: 'Lecture seule',
      full: 'Accès complet',
      custom: 'Personnalisé',
    },
    fullAccess: 'Tout ce que peut faire un administrateur, et gérer les membres.',
    create: 'Créer une clé secrète',
    copyNow: 'Copiez cette clé maintenant. Vous ne pourrez plus la voir.',
    created: 'Créée',
    neverUsed: 'Jamais utilisée',
    lastUsed: 'Dernière utilisation',
    revoked: 'Révoquée',
    revoke: 'Révoquer',
    revokeTitle: (name) => `Révoquer « ${name} » ?`,
    revokeText:
      'Les applications qui l’utilisent cessent immédiatement de fonctionner. Cette action est irréversible.',
    groups: {
      connecting: 'Connecter des comptes',
      calling: 'Jetons et appels',
      data: 'Données d’e-mail marketing',
      workspace: 'Espace de travail',
    },
    scopeNames: {
      'oauth_apps:read': 'Voir les applications OAuth',
      'oauth_apps:write': 'Gérer les applications OAuth',
      'connect_sessions:read': 'Voir les sessions de connexion',
      'connect_sessions:write': 'Laisser des utilisateurs finaux connecter des comptes',
      'connections:read': 'Voir les connexions',
      'connections:write': 'Gérer les connexions',
      'end_users:read': 'Exporter les utilisateurs finaux',
      'end_users:write': 'Effacer les utilisateurs finaux',
      'tokens:read': 'Lire les jetons d’accès',
      'proxy:use': 'Appeler les API des fournisseurs',
      'calls:read': 'Voir les appels',
      'audiences:read': 'Voir les audiences et les contacts',
      'campaigns:read': 'Voir les campagnes et les modèles',
      'reports:read': 'Voir les rapports',
      'audiences:write': 'Ajouter, modifier et désinscrire des contacts',
      'campaigns:write': 'Créer et modifier des brouillons',
      'campaigns:send': 'Envoyer des campagnes',
      'events:read': 'Voir l’activité',
      'secret_keys:read': 'Voir les clés secrètes',
      'secret_keys:write': 'Gérer les clés secrètes',
      'members:read': 'Voir les membres',
      'members:write': 'Gérer les membres',
      'webhooks:read': 'Voir les points de terminaison webhook',
      'webhooks:write': 'Gérer les points de terminaison webhook',
      'workspace:write': 'Gérer les paramètres',
    },
  },
  activity: {
    title: 'Activité',
    empty: 'Aucune activité pour le moment',
    emptyFilter: 'Aucun événement ne correspond',
    search: 'Texte, compte, personne ou clé',
    type: 'Type',
    types: {
      '': 'Tous les types',
      connection: 'Connexions',
      oauth_app: 'Applications OAuth',
      assistant: 'Assistants',
      campaign: 'Campagnes',
      contact: 'Contacts',
      secret_key: 'Clés secrètes',
      invitation: 'Invitations',
      member: 'Membres',
      token: 'Jetons d’accès',
      call: 'Appels',
      webhook_endpoint: 'Webhooks',
      segment: 'Segments',
      automation: 'Automatisations',
      end_user: 'Utilisateurs finaux',
      workspace: 'Espace de travail',
    },
    since: 'Du',
    until: 'Au',
    by: (name) => `par ${name}`,
    bySecretKey: (name) => `avec la clé secrète « ${name} »`,
    automatically: 'automatiquement',
    byDeleted: 'par un utilisateur ou une clé supprimés',
    all: 'Toute l’activité',
    more: 'Afficher plus',
  },
  server: {
    lead: 'Le serveur sur lequel fonctionne Letterlock, pour tous les espaces de travail. Son exploitant modifie ce qui est réglé ici.',
    well: 'Rien ne requiert votre attention.',
    running: 'En service',
    simulated: 'sandbox : les appels vont à des fournisseurs simulés',
    database: 'Base de données',
    notShared: 'pour un seul serveur',
    shared: 'plusieurs serveurs peuvent la partager',
    deliveries: 'Livraisons de webhooks',
    noneWaiting: 'Aucun événement en attente',
    waiting: (count) =>
      count === 1 ? '1 événement en attente' : `${count.toLocaleString('fr')} événements en attente`,
    warnings: {
      real_data: {
        detail: () =>
          'La base de données contient des applications OAuth ou des comptes de vrais fournisseurs, et le sandbox ne les connaît pas.',
        nextStep: () =>
          'Démarrez sans --sandbox ni LETTERLOCK_SANDBOX_URL, ou utilisez un autre répertoire de données (LETTERLOCK_DATA_DIR) ou une autre base.',
      },
      sandbox_data: {
        detail: ({ ids }) =>
          `La base de données contient des applications OAuth ou des comptes créés avec le sandbox (${ids}), et ce serveur appelle les vrais fournisseurs, qui ne les connaissent pas.`,
        nextStep: ({ first, second }) =>
          `Arrêtez-le. Pour le sandbox : ${first}. Pour de vrais comptes, utilisez un autre répertoire de données : ${second}`,
      },
      mixed_data: {
        detail: ({ ids }) =>
          `La base de données contient des applications OAuth ou des comptes créés avec le sandbox (${ids}), et ce serveur appelle les vrais fournisseurs, qui ne les connaissent pas.`,
        nextStep: ({ first, second }) => `Supprimez ceux du sandbox : ${first}, puis ${second}.`,
      },
      encryption_keys_not_taken: {
        detail: () =>
          'Les clés de chiffrement modifiées ne sont pas prises en compte, et les précédentes restent en service. Le journal du serveur dit pourquoi.',
        nextStep: ({ ids }) =>
          `Corrigez-les. La clé ${ids} doit rester parmi elles tant que tout n’est pas chiffré avec une autre.`,
      },
      encryption_key_missing: {
        detail: ({ ids }) =>
          `Il manque à ce serveur la clé de chiffrement ${ids} : il ne peut pas lire ce qui est chiffré avec elle, et laisse les renouvellements et les tâches qui en ont besoin aux serveurs qui l’ont.`,
        nextStep: () =>
          'Ajoutez-la aux clés de ce serveur, et redémarrez-le, sauf si elles sont dans un fichier.',
      },
      unchecked_contacts: {
        detail: ({ count, ids, problem }) =>
          `Impossible de vérifier si ${count < 2 ? '1 contact' : `${count.toLocaleString('fr')} contacts`} de ${ids} s’${count < 2 ? 'était désinscrit' : 'étaient désinscrits'} avant d’être ajouté${count < 2 ? '' : 's'} (${problem}) : quelqu’un est peut-être inscrit contre son gré.`,
        nextStep: ({ first }) =>
          `Un nouvel essai a lieu au moins toutes les heures. Reconnectez le compte s’il est déconnecté : ${first}. Supprimer la connexion y met fin.`,
      },
    },
    retention: 'Conservation',
    retentionLead:
      'Durée pendant laquelle le serveur conserve les données. Les plus anciennes sont supprimées dans l’heure.',
    days: (count) => (count === 1 ? '1 jour' : `${count.toLocaleString('fr')} jours`),
    daysOrCalls: (days, calls) =>
      `${days === 1 ? '1 jour' : `${days} jours`}, au plus ${calls.toLocaleString('fr')} appels`,
    retentionChange:
      'Elle vaut pour tous les espaces de travail. L’exploitant du serveur modifie ces paramètres :',
    encryptionKeys: 'Clés de chiffrement',
    keysLead:
      'Les identifiants et les secrets de client et de signature sont chiffrés avec la clé la plus récente.',
    current: 'Tout utilise la clé la plus récente',
    outdated: (count) =>
      count === 1
        ? '1 valeur utilise une clé plus ancienne'
        : `${count.toLocaleString('fr')} valeurs utilisent une clé plus ancienne`,
    keys: 'Clés',
    newest: 'la plus récente',
    stored: 'Stockage',
    wrapped: 'Chiffrées par un service de clés',
    plain: 'Telles quelles, dans un fichier ou un paramètre',
    changed: 'Dernière modification',
    inSetting: 'Inconnue : les clés sont dans un paramètre',
    version: 'Version du serveur',
    rotate:
      'Cette commande fait tourner les clés pendant que le serveur fonctionne. Exécutez-la sur la machine du serveur :',
    rotateNow: (count) =>
      `Cette commande chiffre les ${count} valeurs restantes avec la clé la plus récente. Exécutez-la sur la machine du serveur :`,
  },
  settings: {
    title: 'Paramètres',
    branding: 'Image de marque',
    brandingLead: 'Montrée aux utilisateurs finaux sur la page où ils connectent leur compte.',
    name: 'Nom de l’espace de travail',
    color: 'Couleur des boutons',
    logo: 'Logo',
    currentLogo: 'Logo actuel',
    chooseLogo: 'Choisir une image',
    removeLogo: 'Retirer le logo',
    contrast: (text, ratio) => `${text}, contraste ${ratio} : 1`,
    whiteText: 'Texte blanc',
    blackText: 'Texte noir',
    preview: 'Aperçu',
    previewTitle: (name) => `${name} souhaite se connecter à votre compte`,
    previewButton: 'Continuer',
    invalidImage: 'Envoyez une image PNG ou JPEG.',
    save: 'Enregistrer',
    saved: 'Paramètres enregistrés',
    allowedReturnUrls: 'URL de retour autorisées',
    returnUrlsLead:
      'Où votre application accueille les utilisateurs finaux après la connexion. Chaque URL est comparée exactement, sans sa requête. Les URL locales (localhost) sont toujours autorisées.',
    url: 'URL',
    addUrl: 'Ajouter l’URL',
    removeUrl: 'Retirer',
    newWorkspaceLead:
      'Il a ses propres applications OAuth, connexions, clés secrètes et membres, et ne partage rien avec les autres.',
    newWorkspaceName: 'Nom du nouvel espace de travail',
    create: 'Créer l’espace de travail',
  },
}
