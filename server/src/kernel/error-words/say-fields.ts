import { fillIn } from '../fill-in.ts'
import type { ErrorWords } from './error-words.ts'

/** What is wrong with the fields of a request; undefined where none is named. @param errors the member of that name, of any server */
export function sayFields(
  { fields, phrases }: Pick<ErrorWords, 'fields' | 'phrases'>,
  errors: unknown,
): string | undefined {
  if (!Array.isArray(errors) || errors.length === 0) return undefined
  const names: Readonly<Record<string, string>> = fields.names
  const rules: Readonly<Record<string, string>> = fields.rules
  const known: Readonly<Record<string, string>> = phrases
  return errors
    .map((error: unknown) => {
      const rule = textOf(error, 'rule')
      const detail = textOf(error, 'detail') ?? ''
      // In its own words, as there is no code for it.
      if (rule === undefined) return known[detail] ?? detail
      const place = textOf(error, 'pointer') ?? textOf(error, 'parameter') ?? textOf(error, 'header') ?? ''
      const name = place.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? place
      const limit = textOf(error, 'limit')
      return fillIn(rules[rule] ?? fields.rules.invalid, {
        name: names[name] ?? `“${name}”`,
        limit: limit ?? '',
      })
    })
    .join('; ')
}

function textOf(error: unknown, member: string): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, member) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
