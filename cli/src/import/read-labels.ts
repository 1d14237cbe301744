import { parseObject } from '../parse-object.ts'

/** The labels of a row, as an export has them: a JSON object. undefined: it is none of texts. */
export function readLabels(text = ''): Record<string, string> | undefined {
  if (text === '') return {}
  const entries = Object.entries(parseObject(text) ?? { none: null })
  const labels = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return labels.length === entries.length ? Object.fromEntries(labels) : undefined
}
