import type { LabelWords } from '../words.ts'

export const labelTexts: LabelWords = {
  labels: {
    title: 'Etichette',
    label: 'Etichetta',
    any: 'Qualsiasi etichetta',
    mostUsed: 'Sono elencate solo le più usate',
    none: 'Nessuna etichetta',
    name: 'Nome',
    value: 'Valore',
    add: 'Aggiungi etichetta',
    remove: (name) => `Rimuovi ${name}`,
    nameHint: 'Lettere minuscole, cifre, _ e -, per esempio plan',
    removeOne: 'Rimuovi etichetta',
    bulkRemove: (count) =>
      count === 1
        ? 'Rimuovi l’etichetta da 1 connessione'
        : `Rimuovi l’etichetta da ${count.toLocaleString('it')} connessioni`,
    bulk: 'Etichetta',
    bulkTitle: (count) =>
      count === 1 ? 'Etichettare 1 connessione' : `Etichettare ${count.toLocaleString('it')} connessioni`,
    bulkYes: (count) =>
      count === 1 ? 'Etichetta 1 connessione' : `Etichetta ${count.toLocaleString('it')} connessioni`,
    results: (count) =>
      count === 1 ? '1 connessione modificata' : `${count.toLocaleString('it')} connessioni modificate`,
  },
}
