import type { PageWords } from './page-words.ts'

export const ITALIAN: PageWords = {
  connect: {
    title: 'Collega il tuo account',
    heading: (application, provider) => `${application} chiede di collegarsi al tuo account ${provider}`,
    headingAny: (application) => `${application} chiede di collegarsi al tuo account di email marketing`,
    choose: 'Puoi scollegarlo in qualsiasi momento.',
    reconnect: (account) => `Accedi come ${account} per ricollegarlo.`,
    able: (application) => `${application} potrà`,
    permissions: {
      audiences_read: ['Vedere le liste e i contatti', 'Nomi, indirizzi email, tag e gruppi.'],
      audiences_write: [
        'Aggiungere e modificare contatti',
        'Può anche disiscriverli. Non può eliminare una lista.',
      ],
      campaigns_read: [
        'Vedere campagne e modelli',
        'Che cosa hai scritto, e che cosa è stato inviato e quando.',
      ],
      campaigns_write: ['Creare e modificare bozze', 'Non può eliminare una campagna.'],
      reports_read: ['Vedere i report', 'Quanti contatti hanno aperto e cliccato.'],
      send: ['Inviare campagne', 'Può inviare le bozze ai tuoi contatti.'],
    },
    nothing: 'Vedere di quale account si tratta, e nient’altro.',
    continueTo: (provider) => `Continua su ${provider}`,
    cancel: 'Annulla',
    signIn: (provider) => `Accederai sulla pagina di ${provider}. Non vediamo mai la tua password.`,
    signInAny: 'Accederai sulla pagina del fornitore. Non vediamo mai la tua password.',
  },
  footer: 'Protetto da Letterlock',
  error: { title: 'Non ha funzionato', heading: 'Qualcosa è andato storto' },
  notFound: {
    title: 'Pagina non trovata',
    text: 'L’indirizzo potrebbe essere sbagliato, o la pagina è stata rimossa.',
    home: 'Vai alla dashboard',
  },
}
