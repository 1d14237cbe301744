import { FORMATS } from './formats.ts'
import type { Operation, Schema } from './specification.ts'
import type { Violation } from './violation.ts'

export type Query = Readonly<Record<string, string | readonly string[] | undefined>>

/** Ignores unknown parameters, as the providers do. */
export function judgeQuery({ query = {}, requiredQuery = [] }: Operation, given: Query): Violation[] {
  const missing = requiredQuery.flatMap((name): Violation[] =>
    given[name] === undefined || given[name] === ''
      ? [{ in: 'query', path: [name], rule: 'required', expected: name, found: 'null' }]
      : [],
  )
  const wrong = Object.entries(query).flatMap(([name, schema]) => {
    const value = given[name]
    if (value === undefined || (value === '' && schema.type !== 'integer')) return []
    const texts = typeof value === 'string' ? [value] : value
    return texts.flatMap((text) => judgeText(name, text, schema))
  })
  return [...missing, ...wrong]
}

function judgeText(name: string, text: string, schema: Schema): Violation[] {
  const violation = (rule: Violation['rule'], expected: string): Violation[] => [
    { in: 'query', path: [name], rule, expected, found: 'string' },
  ]
  const { type, items, maximum } = schema
  if (type === 'array') {
    const inner = { ...items, ...(schema.enum && { enum: schema.enum }) }
    return text.split(',').flatMap((part) => judgeText(name, part.trim(), inner))
  }
  if (type === 'integer' || type === 'number') return judgeNumber(text, schema, violation)
  if (type === 'boolean') return /^(true|false|1|0)$/i.test(text) ? [] : violation('type', 'boolean')
  // For a string, a maximum limits the parts of a comma-separated list.
  const parts = schema.format === 'csv' || maximum !== undefined ? text.split(',') : [text]
  if (maximum !== undefined && parts.length > maximum) return violation('limit', `<= ${maximum}`)
  return parts.flatMap((part) => judgePart(part.trim(), schema, violation))
}

type Report = (rule: Violation['rule'], expected: string) => Violation[]

function judgeNumber(text: string, { type, minimum, maximum }: Schema, violation: Report): Violation[] {
  const isNumber =
    type === 'integer' ? /^-?\d+$/.test(text) : text.trim() !== '' && Number.isFinite(Number(text))
  if (!isNumber) return violation('type', type ?? 'number')
  const value = Number(text)
  if (maximum !== undefined && value > maximum) return violation('limit', `<= ${maximum}`)
  if (value < (minimum ?? (type === 'integer' ? 0 : -Infinity)))
    return violation('limit', `>= ${minimum ?? 0}`)
  return []
}

function judgePart(text: string, schema: Schema, violation: Report): Violation[] {
  const { enum: values, format, maxLength } = schema
  if (values && !values.map(String).includes(text)) return violation('enum', values.join(', '))
  if (format && FORMATS[format]?.(text) === false) return violation('format', format)
  if (maxLength !== undefined && text.length > maxLength) return violation('limit', `<= ${maxLength}`)
  return []
}
