import type { ErrorWords } from '../error-words.ts'

export const FRENCH_FIELDS: ErrorWords['fields'] = {
  names: {
    name: 'Nom',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    url: 'URL',
    description: 'Description',
    color: 'Couleur',
    logo: 'Logo',
    clientId: 'ID client',
    clientSecret: 'Secret client',
    apiKey: 'Clé API',
    labels: 'Étiquettes',
    label: 'Étiquette',
    value: 'Valeur',
    search: 'Recherche',
    scopes: 'Droits',
    eventTypes: 'Types d’événement',
    providers: 'Fournisseur',
    role: 'Rôle',
    code: 'Code',
  },
  rules: {
    missing: '{name} : manquant',
    too_short: '{name} : trop court (caractères : au moins {limit})',
    too_long: '{name} : trop long (caractères : au plus {limit})',
    wrong_form: '{name} : la forme n’est pas correcte',
    not_a_choice: '{name} : ce n’est pas une des valeurs possibles',
    unknown: '{name} : inconnu ici',
    invalid: '{name} : non valable',
  },
}
