import { parseObject } from '../parse-object.ts'

/** The members of a JSON object as texts, without those that are null; undefined if the text is no JSON object. */
export function textsIn(json: string): Record<string, string> | undefined {
  const object = parseObject(json)
  if (!object) return undefined
  const members = Object.entries(object).filter(([, member]) => member !== null)
  return Object.fromEntries(
    members.map(([name, member]): [string, string] => [
      name,
      typeof member === 'string' ? member : JSON.stringify(member),
    ]),
  )
}
