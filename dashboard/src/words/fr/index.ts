import type { FirstWords } from '../words.ts'
import { callTexts } from './calls.ts'
import { connectionTexts } from './connections.ts'
import { memberTexts } from './members.ts'
import { overviewTexts } from './overview.ts'
import { userTexts } from './users.ts'

export const french: FirstWords = {
  ...callTexts,
  ...connectionTexts,
  ...userTexts,
  ...memberTexts,
  ...overviewTexts,
  loading: 'Chargement…',
  cancel: 'Annuler',
  close: 'Fermer',
  copy: 'Copier',
  copied: 'Copié',
  retry: 'Réessayer',
  undo: 'Annuler la modification',
  removeFilter: (name) => `Retirer le filtre ${name}`,
  justNow: 'à l’instant',
  thatIs: ', soit ',
  none: 'Aucun',
  nav: {
    overview: 'Vue d’ensemble',
    connections: 'Connexions',
    myAccounts: 'Mes comptes',
    calls: 'Appels',
    oauthApps: 'Applications OAuth',
    secretKeys: 'Clés secrètes',
    webhooks: 'Webhooks',
    assistants: 'Assistants',
    myAssistants: 'Mes assistants',
    activity: 'Activité',
    myActivity: 'Mon activité',
    you: 'Personnel',
    alerts: 'Alertes',
    documentation: 'Documentation',
    members: 'Membres',
    settings: 'Paramètres',
    profile: 'Profil',
    signOut: 'Se déconnecter',
    newWorkspace: 'Nouvel espace de travail',
    workspace: 'Espace de travail',
    pages: 'Pages',
    build: 'Développement',
    skip: 'Aller au contenu',
    openMenu: 'Ouvrir le menu',
    closeMenu: 'Fermer le menu',
    search: 'Rechercher ou aller à',
    searchKeys: 'Ctrl K',
    notifications: 'Notifications',
    language: 'Langue',
    browserLanguage: 'Langue du navigateur',
    appearance: 'Apparence',
    appearances: { system: 'Système', light: 'Clair', dark: 'Sombre' },
  },
  palette: {
    title: 'Rechercher ou aller à',
    none: 'Aucun résultat',
    actions: 'Actions',
  },
  notFound: {
    title: 'Page introuvable',
    text: 'L’adresse est peut-être mal écrite, ou la page a été supprimée.',
    home: 'Aller au tableau de bord',
  },
  problem: {
    unreachable: {
      happened: 'Letterlock n’a pas répondu.',
      next: 'Vérifiez votre connexion réseau, puis réessayez.',
    },
    passkey: {
      happened: 'La clé d’accès n’a pas été utilisée.',
      next: 'Réessayez, ou connectez-vous avec votre mot de passe.',
    },
  },
}
