import { isJson } from './is-json.ts'

const isText = (member: [string, unknown]): member is [string, string] => typeof member[1] === 'string'

/** The string members of a body. */
export const textsIn = (body: unknown): Record<string, string> =>
  Object.fromEntries(isJson(body) ? Object.entries(body).filter(isText) : [])
