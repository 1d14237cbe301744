import { parseObject } from '../parse-object.ts'

/** Parses the labels of a row, as in an export; undefined if the text is not a JSON object of strings. */
export function readLabels(text = ''): Record<string, string> | undefined {
  if (text === '') return {}
  const object = parseObject(text)
  if (!object) return undefined
  const entries = Object.entries(object)
  const labels = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return labels.length === entries.length ? Object.fromEntries(labels) : undefined
}
