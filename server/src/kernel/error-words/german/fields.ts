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
    missing: '{name}: fehlt',
    too_short: '{name}: zu kurz (mindestens {limit} Zeichen)',
    too_long: '{name}: zu lang (höchstens {limit} Zeichen)',
    wrong_form: '{name}: nicht in der richtigen Form',
    not_a_choice: '{name}: keiner der möglichen Werte',
    unknown: '{name}: hier unbekannt',
    invalid: '{name}: ungültig',
  },
}
