import type { LabelWords } from '../words.ts'

export const labelTexts: LabelWords = {
  labels: {
    title: 'Etiquetas',
    label: 'Etiqueta',
    any: 'Cualquier etiqueta',
    mostUsed: 'Solo aparecen las más usadas',
    none: 'Sin etiquetas',
    name: 'Nombre',
    value: 'Valor',
    add: 'Añadir etiqueta',
    remove: (name) => `Quitar ${name}`,
    nameHint: 'Letras minúsculas, cifras, _ y -, por ejemplo plan',
    removeOne: 'Quitar etiqueta',
    bulkRemove: (count) =>
      count === 1
        ? 'Quitar la etiqueta de 1 conexión'
        : `Quitar la etiqueta de ${count.toLocaleString('es')} conexiones`,
    bulk: 'Etiquetar',
    bulkTitle: (count) =>
      count === 1 ? 'Etiquetar 1 conexión' : `Etiquetar ${count.toLocaleString('es')} conexiones`,
    bulkYes: (count) =>
      count === 1 ? 'Etiquetar 1 conexión' : `Etiquetar ${count.toLocaleString('es')} conexiones`,
    results: (count) =>
      count === 1 ? '1 conexión modificada' : `${count.toLocaleString('es')} conexiones modificadas`,
  },
}
