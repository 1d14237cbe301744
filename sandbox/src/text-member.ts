import { isJson } from './is-json.ts'

/** A string parameter of a query or path; undefined if it is missing or repeated. */
export function textMember(of: unknown, name: string): string | undefined {
  const value = isJson(of) ? of[name] : undefined
  return typeof value === 'string' ? value : undefined
}
