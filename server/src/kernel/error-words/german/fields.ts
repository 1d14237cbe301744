import type { ErrorWords } from '../error-words.ts'

export const GERMAN_FIELDS: ErrorWords['fields'] = {
  names: {
    name: 'Name',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    url: 'URL',
    description: 'Beschreibung',
    color: 'Farbe',
    logo: 'Logo',
    clientId: 'Client-ID',
    clientSecret: 'Client-Secret',
    apiKey: 'API-Schlüssel',
    labels: 'Labels',
    label: 'Label',
    value: 'Wert',
    search: 'Suche',
    scopes: 'Scopes',
    eventTypes: 'Ereignistypen',
    providers: 'Anbieter',
    role: 'Rolle',
    code: 'Code',
  },
  rules: {
    missing: '„{name}“ fehlt',
    too_short: '„{name}“ ist zu kurz (mindestens {limit} Zeichen)',
    too_long: '„{name}“ ist zu lang (höchstens {limit} Zeichen)',
    wrong_form: '„{name}“ hat nicht die richtige Form',
    not_a_choice: '„{name}“ hat keinen der möglichen Werte',
    unknown: '„{name}“ ist hier unbekannt',
    invalid: '„{name}“ ist ungültig',
  },
}
