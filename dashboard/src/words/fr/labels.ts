import type { LabelWords } from '../words.ts'

export const labelTexts: LabelWords = {
  labels: {
    title: 'Étiquettes',
    label: 'Étiquette',
    any: 'Toute étiquette',
    mostUsed: 'Seules les plus utilisées sont affichées',
    none: 'Aucune étiquette',
    name: 'Nom',
    value: 'Valeur',
    add: 'Ajouter une étiquette',
    remove: (name) => `Retirer ${name}`,
    nameHint: 'Lettres minuscules, chiffres, _ et -, par exemple plan',
    removeOne: 'Retirer l’étiquette',
    bulkRemove: (count) =>
      count === 1
        ? 'Retirer l’étiquette d’une connexion'
        : `Retirer l’étiquette de ${count.toLocaleString('fr')} connexions`,
    bulk: 'Étiqueter',
    bulkTitle: (count) =>
      count === 1 ? 'Étiqueter 1 connexion' : `Étiqueter ${count.toLocaleString('fr')} connexions`,
    bulkYes: (count) =>
      count === 1 ? 'Étiqueter 1 connexion' : `Étiqueter ${count.toLocaleString('fr')} connexions`,
    results: (count) =>
      count === 1 ? '1 connexion modifiée' : `${count.toLocaleString('fr')} connexions modifiées`,
  },
}
