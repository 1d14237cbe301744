import type { CallWords } from '../words.ts'

export const callTexts: CallWords = {
  calls: {
    title: 'Appels',
    lead: 'Appels transmis, requêtes d’e-mail marketing et appels d’outils, sans contenus ni secrets.',
    none: 'Aucun appel pour le moment',
    noneText: 'Le journal commence avec le premier appel par une connexion.',
    noneMatch: 'Aucun appel ne correspond',
    status: 'Résultat',
    anyStatus: 'Tous les résultats',
    statuses: { succeeded: 'Réussis', failed: 'Échoués' },
    type: 'Type',
    anyType: 'Tous les types',
    types: { proxy: 'Transmis', email_marketing: 'E-mail marketing', mcp_tool: 'Outils' },
    noClient: 'Interrompu',
    deleted: 'Supprimé',
    path: 'Requête',
    by: 'Par',
    at: 'Début',
    error: 'Erreur',
    duration: 'Durée',
    timing: (own, provider) => `${own} dans Letterlock, ${provider} chez le fournisseur`,
    requests: 'Requêtes',
    requestCount: (sent, retries) =>
      `${sent} au fournisseur${retries > 0 ? `, dont ${retries} répétées` : ''}`,
    requestId: 'ID de la requête',
    repeat: 'Répéter cet appel :',
    repeatChange:
      'Répéter cet appel. Il modifie des données chez le fournisseur, et son contenu n’est pas dans le journal :',
    search: 'Compte ou ID de requête',
    pause: 'Suspendre',
    resume: 'Reprendre',
    noConnection: 'Connexion supprimée',
    newCalls: (count) => (count === 1 ? '1 nouvel appel' : `${count} nouveaux appels`),
    summary: (calls, failed) =>
      `${calls.toLocaleString('fr')} ${calls < 2 ? 'appel' : 'appels'}, ${failed.toLocaleString('fr')} ${failed < 2 ? 'échoué' : 'échoués'}`,
    all: 'Tous les appels',
    log: 'Journal des appels',
  },
}
