import { isJson } from './is-json.ts'

/** A text of a query or of the parameters of a path; undefined if there is none, or several. */
export function textMember(of: unknown, name: string): string | undefined {
  const value = isJson(of) ? of[name] : undefined
  return typeof value === 'string' ? value : undefined
}
