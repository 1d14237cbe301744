import type { OverviewWords } from '../words.ts'

export const overviewTexts: OverviewWords = {
  overview: {
    title: 'Vue d’ensemble',
    period: 'Période',
    periods: { day: '24 heures', week: '7 jours' },
  },
  charts: {
    calls: 'Appels',
    callsName: (count) => (count < 2 ? 'appel' : 'appels'),
    failed: 'En échec',
    failedName: 'en échec',
    noCalls: 'Aucun appel pendant cette période',
    callsSummary: (calls, failed) =>
      `${calls.toLocaleString('fr')} ${calls < 2 ? 'appel' : 'appels'}, ${failed.toLocaleString('fr')} ${failed < 2 ? 'échoué' : 'échoués'}`,
    responseTime: 'Temps de réponse',
    average: 'Moyenne',
    atProvider: 'Chez le fournisseur',
    onAverage: 'en moyenne',
    ofWhichOwn: (duration) => `dont ${duration} dans Letterlock`,
    refreshes: 'Renouvellements de jetons',
    refreshed: 'Renouvelés',
    refreshesName: (count) => (count < 2 ? 'renouvellement' : 'renouvellements'),
    attemptsFailed: (count) =>
      count === 0
        ? 'aucune tentative en échec'
        : count === 1
          ? '1 tentative en échec'
          : `${count.toLocaleString('fr')} tentatives en échec`,
    noRefreshes: 'Aucun renouvellement pendant cette période',
    all: (count) => `Toutes (${count.toLocaleString('fr')})`,
    table: { showTable: 'Afficher sous forme de tableau', time: 'Heure', unknown: 'inconnu' },
  },
  firstSteps: {
    title: 'Premiers pas',
    progress: (done, total) => `${done} sur ${total} terminés`,
    done: '(terminé)',
    open: '(à faire)',
    steps: {
      app: {
        title: 'Ajouter une application OAuth',
        text: 'Enregistrez-la une fois chez un fournisseur, puis saisissez ici son ID client et son secret.',
      },
      connection: { title: 'Connecter le premier compte', text: 'Cela prend une minute.' },
      call: {
        title: 'Faire le premier appel',
        text: 'Créez une clé secrète et appelez un fournisseur à travers Letterlock.',
      },
      webhook: {
        title: 'Ajouter un point de terminaison webhook',
        text: 'Votre application est avertie quand un compte est connecté ou perdu.',
      },
      assistant: {
        title: 'Autoriser un assistant',
        text: 'Il lit vos comptes et demande votre accord avant d’envoyer.',
      },
    },
  },
  attention: {
    title: 'À traiter',
    none: 'Rien à traiter.',
    lost: (count, provider) => `${count} comptes ${provider} sont déconnectés.`,
    lostOne: (account, provider) => `${account} chez ${provider} est déconnecté.`,
    expiring: (count, provider) => `${count} comptes ${provider} expirent bientôt.`,
    expiringOne: (account, provider) => `${account} chez ${provider} expire bientôt.`,
    unread: 'D’autres connexions peuvent être déconnectées.',
    unreadText: (count) =>
      `Les ${count} plus récentes ont été déconnectées sur demande ; les autres n’ont pas été lues.`,
    openDisconnected: 'Afficher les connexions déconnectées',
    open: 'Ouvrir la connexion',
    openAll: (count) => `Afficher ${count} connexions`,
    addSecret: 'Ajouter le secret client',
    webhook: (host) => `${host} n’accepte pas les webhooks.`,
    webhookText: 'Les livraisons échouent.',
    failing: 'en échec',
    openWebhook: 'Ouvrir les livraisons',
    sendRequest: (campaign, account) => `« ${campaign} » de ${account} attend une approbation.`,
    requestedBy: (name) => `Demandée par ${name}.`,
    reviewSendRequest: 'Vérifier et approuver',
  },
}
