import type { LabelWords } from '../words.ts'

export const labelTexts: LabelWords = {
  labels: {
    title: 'Labels',
    label: 'Label',
    any: 'Jedes Label',
    mostUsed: 'Nur die häufigsten werden aufgeführt',
    none: 'Keine Labels',
    name: 'Name',
    value: 'Wert',
    add: 'Label hinzufügen',
    remove: (name) => `${name} entfernen`,
    nameHint: 'Kleinbuchstaben, Ziffern, _ und -, zum Beispiel plan',
    removeOne: 'Label entfernen',
    bulkRemove: (count) =>
      count === 1
        ? 'Label von 1 Verbindung entfernen'
        : `Label von ${count.toLocaleString('de')} Verbindungen entfernen`,
    bulk: 'Label',
    bulkTitle: (count) =>
      count === 1
        ? '1 Verbindung mit einem Label versehen'
        : `${count.toLocaleString('de')} Verbindungen mit einem Label versehen`,
    bulkYes: (count) =>
      count === 1 ? 'Für 1 Verbindung setzen' : `Für ${count.toLocaleString('de')} Verbindungen setzen`,
    results: (count) =>
      count === 1 ? '1 Verbindung geändert' : `${count.toLocaleString('de')} Verbindungen geändert`,
  },
}
