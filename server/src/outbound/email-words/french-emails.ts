import type { EmailWords } from './email-words.ts'

export const FRENCH_EMAILS: EmailWords = {
  locale: 'fr',
  invitation: {
    subject: (inviter, workspace) => `${inviter} vous invite à rejoindre ${workspace}`,
    text: (inviter, workspace) => `${inviter} vous invite à rejoindre ${workspace} sur Letterlock.`,
    accept: 'Acceptez l’invitation dans la semaine :',
    ignore: 'Si vous n’attendiez pas cet e-mail, vous pouvez l’ignorer.',
  },
  passwordReset: {
    subject: 'Réinitialisez votre mot de passe Letterlock',
    text: (email) => `Un nouveau mot de passe a été demandé pour ${email}.`,
    choose: 'Choisissez-le dans l’heure :',
    ignore: 'Si ce n’était pas vous, vous pouvez ignorer cet e-mail. Votre mot de passe reste valable.',
  },
  alert: {
    titles: {
      connections: ({ count, account, provider, isLost }) =>
        account === null
          ? `${count.toLocaleString('fr')} comptes ${provider} ${isLost ? 'sont déconnectés' : 'expirent bientôt'}`
          : `${account} (${provider}) ${isLost ? 'est déconnecté' : 'expire bientôt'}`,
      webhook_endpoint: ({ isGone }) =>
        `Un point de terminaison webhook est ${isGone ? 'désactivé' : 'suspendu'}`,
      client_secret: ({ oauthApp, provider, days }) =>
        `Le secret client de ${oauthApp} (${provider}) a plus de ${days} jours`,
    },
    text: (title, workspace) => `Dans ${workspace} : ${title}.`,
    example: (detail) => `Par exemple : ${detail}`,
    resolved: (title) => `Résolu : ${title}`,
    resolvedText: (title, workspace) => `C’est résolu dans ${workspace} : ${title}.`,
    nothingToDo: 'Il n’y a rien à faire.',
    turnOff: (url) => `Vous pouvez désactiver ces e-mails dans votre profil : ${url}`,
    webhookEndpoint: {
      gone: 'Il a répondu 410 Gone : plus aucun événement ne lui est envoyé.',
      failing: 'Il n’a rien accepté depuis trois jours. Les événements attendent jusqu’à sept jours.',
      nextStep: 'Réactivez-le quand il fonctionne à nouveau.',
    },
    clientSecret: {
      added: (date) => `Il a été ajouté le ${date}.`,
      nextStep: (provider) =>
        `Créez-en un nouveau chez ${provider} et ajoutez-le à l’application OAuth. Retirez l’ancien quand ${provider} ne l’accepte plus. D’ici là, Letterlock essaie les deux, le plus récent d’abord : les connexions continuent de fonctionner.`,
    },
  },
  sendRequest: {
    subject: 'Une campagne attend votre approbation',
    byAssistant: (name) =>
      `L’assistant${name === null ? '' : ` ${name}`} demande l’envoi d’une campagne. Rien n’a encore été envoyé.`,
    bySecretKey: (name) =>
      `La clé secrète${name === null ? '' : ` ${name}`} demande l’envoi d’une campagne. Rien n’a encore été envoyé.`,
    review: (until) =>
      `Examinez-la, puis approuvez-la ou refusez-la, jusqu’au ${until}. La page vous demande de vous connecter ; cet e-mail n’approuve rien :`,
    thatIs: ', c’est-à-dire ',
    facts: {
      campaign: 'Campagne',
      from: 'De',
      to: 'À',
      when: 'Quand',
      subject: 'Objet',
      preview: 'Texte d’aperçu',
      content: 'Contenu',
      links: 'Les liens mènent à',
      plainText: 'Sans HTML',
      outlook: 'Seulement dans Outlook',
    },
    campaignOf: (campaign, account) => `${campaign} de ${account}`,
    defaultSender: 'l’expéditeur de l’audience chez le fournisseur',
    segment: (name) => `segment ${name}`,
    contacts: (count, atMost) =>
      count === null
        ? 'nombre de contacts inconnu'
        : `${atMost ? 'au plus ' : ''}${count.toLocaleString('fr')} ${count < 2 ? 'contact' : 'contacts'}`,
    now: 'maintenant',
    noLinks: 'aucun',
    linksUnknown: 'ne peuvent pas être énumérés',
    andOthers: (count) => (count === 1 ? 'et un autre' : `et ${count.toLocaleString('fr')} autres`),
  },
}
