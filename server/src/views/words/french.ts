import type { PageWords } from './page-words.ts'

export const FRENCH: PageWords = {
  connect: {
    title: 'Connecter votre compte',
    heading: (application, provider) => `${application} souhaite se connecter à votre compte ${provider}`,
    headingAny: (application) => `${application} souhaite se connecter à votre compte d’e-mail marketing`,
    choose: 'Vous pouvez le déconnecter à tout moment.',
    reconnect: (account) => `Identifiez-vous en tant que ${account} pour rétablir la connexion.`,
    able: (application) => `${application} pourra`,
    permissions: {
      audiences_read: ['Voir vos audiences et vos contacts', 'Noms, adresses e-mail, tags et groupes.'],
      audiences_write: [
        'Ajouter et modifier des contacts',
        'Les désinscrire aussi. Aucune audience ne peut être supprimée.',
      ],
      campaigns_read: [
        'Voir vos campagnes et vos modèles',
        'Ce que vous avez écrit, ce qui a été envoyé et quand.',
      ],
      campaigns_write: ['Créer et modifier des brouillons', 'Aucune campagne ne peut être supprimée.'],
      reports_read: ['Voir vos rapports', 'Combien de contacts ont ouvert et cliqué.'],
      send: ['Envoyer des campagnes', 'Les brouillons peuvent être envoyés à vos contacts.'],
    },
    nothing: 'Voir de quel compte il s’agit, et rien d’autre.',
    continueTo: (provider) => `Continuer vers ${provider}`,
    cancel: 'Annuler',
    signIn: (provider) =>
      `Vous vous identifiez sur la page de ${provider}. Nous ne voyons jamais votre mot de passe.`,
    signInAny: 'Vous vous identifiez sur la page du fournisseur. Nous ne voyons jamais votre mot de passe.',
  },
  footer: 'Protégé par Letterlock',
  error: { title: 'Cela n’a pas fonctionné', heading: 'Un problème est survenu' },
  notFound: {
    title: 'Page introuvable',
    text: 'L’adresse est peut-être mal écrite, ou la page a été supprimée.',
    home: 'Aller au tableau de bord',
  },
}
