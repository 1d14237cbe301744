import type { ErrorWords } from '../error-words.ts'

export const ITALIAN_FIELDS: ErrorWords['fields'] = {
  names: {
    name: 'Nome',
    email: 'Indirizzo email',
    password: 'Password',
    url: 'URL',
    description: 'Descrizione',
    color: 'Colore',
    logo: 'Logo',
    clientId: 'ID client',
    clientSecret: 'Segreto client',
    apiKey: 'Chiave API',
    labels: 'Etichette',
    label: 'Etichetta',
    value: 'Valore',
    search: 'Ricerca',
    scopes: 'Scope',
    eventTypes: 'Tipi di evento',
    providers: 'Fornitore',
    role: 'Ruolo',
    code: 'Codice',
  },
  rules: {
    missing: 'manca «{name}»',
    too_short: '«{name}» è troppo corto (caratteri: almeno {limit})',
    too_long: '«{name}» è troppo lungo (caratteri: al massimo {limit})',
    wrong_form: '«{name}» non ha la forma corretta',
    not_a_choice: '«{name}» non ha uno dei valori possibili',
    unknown: '«{name}» non è previsto qui',
    invalid: '«{name}» non è valido',
  },
}
