import { parseObject } from '../parse-object.ts'

/** The labels of a row, as an export has them. undefined: the text is no JSON object of texts. */
export function readLabels(text = ''): Record<string, string> | undefined {
  if (text === '') return {}
  const object = parseObject(text)
  if (!object) return undefined
  const entries = Object.entries(object)
  const labels = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return labels.length === entries.length ? Object.fromEntries(labels) : undefined
}
