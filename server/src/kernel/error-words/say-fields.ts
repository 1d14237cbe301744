import { fillIn } from '../fill-in.ts'
import type { ErrorWords } from './error-words.ts'

type FieldWords = Pick<ErrorWords, 'fields' | 'phrases'>

/** What is wrong with the fields of a request; undefined if none is named. @param errors the `errors` of a response, from a server of any version */
export function sayFields(words: FieldWords, errors: unknown): string | undefined {
  if (!Array.isArray(errors) || errors.length === 0) return undefined
  return errors.map((error: unknown) => sayField(words, error)).join('; ')
}

function sayField({ fields, phrases }: FieldWords, error: unknown): string {
  const rule = textOf(error, 'rule')
  const place = textOf(error, 'pointer') ?? textOf(error, 'parameter') ?? textOf(error, 'header') ?? ''
  const name = place.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? ''
  if (rule === undefined || name === '') {
    // There is no code for it, or it is about the whole request.
    const detail = textOf(error, 'detail') ?? ''
    return (wordFor(phrases, detail) ?? detail).replace(/\.$/, '')
  }
  return fillIn(wordFor(fields.rules, rule) ?? fields.rules.invalid, {
    name: wordFor(fields.names, name) ?? name,
    limit: textOf(error, 'limit') ?? '',
  })
}

const wordFor = (words: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined

function textOf(error: unknown, member: string): string | undefined {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, member) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
