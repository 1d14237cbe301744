import type { OverviewWords } from '../words.ts'

export const overviewTexts: OverviewWords = {
  overview: {
    title: 'Panoramica',
  },
  firstSteps: {
    title: 'Primi passi',
    progress: (done, total) => `${done} di ${total} completati`,
    done: '(completato)',
    open: '(da fare)',
    steps: {
      app: {
        title: 'Aggiungi un’app OAuth',
        text: 'Registrala una volta presso un fornitore, poi inserisci qui ID client e segreto.',
      },
      connection: { title: 'Collega il primo account', text: 'Basta un minuto.' },
      call: {
        title: 'Fai la prima chiamata',
        text: 'Crea una chiave segreta e chiama un fornitore attraverso Letterlock.',
      },
      webhook: {
        title: 'Aggiungi un endpoint webhook',
        text: 'La tua applicazione sa quando un account viene collegato o perso.',
      },
      assistant: {
        title: 'Autorizza un assistente',
        text: 'Legge i tuoi account, e chiede prima di inviare.',
      },
    },
  },
  attention: {
    title: 'Da risolvere',
    none: 'Non c’è nulla da fare.',
    lost: (count, provider) => `${count} account ${provider} sono scollegati.`,
    lostOne: (account, provider) => `${account} su ${provider} è scollegato.`,
    open: 'Apri la connessione',
    openAll: (count) => `Mostra ${count} connessioni`,
    addSecret: 'Aggiungi il segreto client',
    webhook: (host) => `${host} non accetta i webhook.`,
    webhookText: 'Le consegne non riescono.',
    openWebhook: 'Apri le consegne',
  },
}
