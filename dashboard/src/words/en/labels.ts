/** Texts about the labels of connections. */
export const labelTexts = {
  labels: {
    title: 'Labels',
    label: 'Label',
    any: 'Any label',
    mostUsed: 'Only the most used are listed',
    none: 'No labels',
    name: 'Name',
    value: 'Value',
    add: 'Add label',
    remove: (name: string) => `Remove ${name}`,
    nameHint: 'Lowercase letters, digits, _ and -, such as plan',
    removeOne: 'Remove label',
    bulkRemove: (count: number) =>
      count === 1
        ? 'Remove the label from 1 connection'
        : `Remove the label from ${count.toLocaleString('en')} connections`,
    bulk: 'Label',
    bulkTitle: (count: number) =>
      count === 1 ? 'Label 1 connection' : `Label ${count.toLocaleString('en')} connections`,
    bulkYes: (count: number) =>
      count === 1 ? 'Label 1 connection' : `Label ${count.toLocaleString('en')} connections`,
    results: (count: number) =>
      count === 1 ? '1 connection changed' : `${count.toLocaleString('en')} connections changed`,
  },
} as const
