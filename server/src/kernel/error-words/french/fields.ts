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
    missing: '« {name} » manque',
    too_short: '« {name} » est trop court (caractères : au moins {limit})',
    too_long: '« {name} » est trop long (caractères : au plus {limit})',
    wrong_form: '« {name} » n’a pas la bonne forme',
    not_a_choice: '« {name} » n’a aucune des valeurs possibles',
    unknown: '« {name} » est inconnu ici',
    invalid: '« {name} » n’est pas valable',
  },
}
