import { beforeItalianDay } from '../../kernel/italian-day.ts'
import type { EmailWords } from './email-words.ts'

export const ITALIAN_EMAILS: EmailWords = {
  locale: 'it',
  invitation: {
    subject: (inviter, workspace) => `${inviter} ti invita in ${workspace}`,
    text: (inviter, workspace) => `${inviter} ti invita a partecipare a ${workspace} su Letterlock.`,
    accept: 'Accetta l’invito entro una settimana:',
    ignore: 'Se non aspettavi questa email, puoi ignorarla.',
  },
  passwordReset: {
    subject: 'Reimposta la tua password di Letterlock',
    text: (email) => `È stata richiesta una nuova password per ${email}.`,
    choose: 'Sceglila entro un’ora:',
    ignore: 'Se non l’hai chiesta tu, puoi ignorare questa email. La tua password resta valida.',
  },
  alert: {
    titles: {
      connections: ({ count, account, provider, isLost }) =>
        account === null
          ? `${count.toLocaleString('it')} account ${provider} ${isLost ? 'sono scollegati' : 'scadono presto'}`
          : `${account} (${provider}) ${isLost ? 'è scollegato' : 'scade presto'}`,
      webhook_endpoint: ({ isGone }) => `Un endpoint webhook è ${isGone ? 'disattivato' : 'sospeso'}`,
      client_secret: ({ oauthApp, provider, days }) =>
        `Il segreto client di ${oauthApp} (${provider}) ha più di ${days} giorni`,
    },
    text: (title, workspace) => `In ${workspace}: ${title}.`,
    example: (detail) => `Per esempio: ${detail}`,
    resolved: (title) => `Risolto: ${title}`,
    resolvedText: (title, workspace) => `Risolto in ${workspace}: ${title}.`,
    nothingToDo: 'Non occorre fare nulla.',
    turnOff: (url) => `Puoi disattivare queste email nel tuo profilo: ${url}`,
    webhookEndpoint: {
      gone: 'Ha risposto 410 Gone: non gli viene più inviato alcun evento.',
      failing: 'Non accetta nulla da tre giorni. Gli eventi attendono fino a sette giorni.',
      nextStep: 'Riattivalo quando funziona di nuovo.',
    },
    clientSecret: {
      added: (date) => `È stato aggiunto ${beforeItalianDay('il', date)}.`,
      nextStep: (provider) =>
        `Creane uno nuovo su ${provider} e aggiungilo all’app OAuth. Rimuovi quello vecchio quando ${provider} non lo accetta più. Fino ad allora Letterlock li prova entrambi, dal più recente: le connessioni continuano a funzionare.`,
    },
  },
  sendRequest: {
    subject: 'Una campagna attende la tua approvazione',
    byAssistant: (name) =>
      `L’assistente${name === null ? '' : ` ${name}`} chiede di inviare una campagna. Non è stato ancora inviato nulla.`,
    bySecretKey: (name) =>
      `Con la chiave segreta${name === null ? '' : ` ${name}`} si chiede di inviare una campagna. Non è stato ancora inviato nulla.`,
    review: (until) =>
      `Esaminala e approvala o rifiutala, entro ${until}. La pagina ti chiede di accedere; questa email non approva nulla:`,
    thatIs: ', cioè ',
    facts: {
      campaign: 'Campagna',
      from: 'Da',
      to: 'A',
      when: 'Quando',
      subject: 'Oggetto',
      preview: 'Testo di anteprima',
      content: 'Contenuto',
      links: 'I link portano a',
      plainText: 'Senza HTML',
      outlook: 'Solo in Outlook',
    },
    campaignOf: (campaign, account) => `${campaign} di ${account}`,
    defaultSender: 'il mittente della lista presso il fornitore',
    segment: (name) => `segmento ${name}`,
    contacts: (count, atMost) =>
      count === null
        ? 'numero di contatti sconosciuto'
        : `${atMost ? 'al massimo ' : ''}${count.toLocaleString('it')} ${count === 1 ? 'contatto' : 'contatti'}`,
    now: 'ora',
    noLinks: 'nessuno',
    linksUnknown: 'non si possono elencare',
    andOthers: (count) => (count === 1 ? 'e un altro' : `e altri ${count.toLocaleString('it')}`),
  },
}
