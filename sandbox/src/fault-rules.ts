import { FAULT_KINDS, type Fault } from './faults.ts'

/** The rule from the form; undefined if it is invalid. */
export function readRule(form: Readonly<Record<string, string>>): Omit<Fault, 'id'> | undefined {
  const kind = FAULT_KINDS.find((one) => one === form['kind'])
  const text = (name: string): string | undefined => form[name]?.trim() || undefined
  const number = (name: string): number | undefined => {
    const value = text(name)
    return value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value)
  }
  const given = Object.entries({
    method: text('method')?.toUpperCase(),
    host: text('host'),
    path: text('path'),
    retryAfter: text('retryAfter'),
    body: text('body'),
    status: number('status'),
    delayMs: number('delayMs'),
    rate: number('rate'),
    remaining: number('remaining'),
  }).filter(([, value]) => value !== undefined)
  return kind && { kind, ...Object.fromEntries(given) }
}

export const isStatus = (status: number): boolean =>
  Number.isInteger(status) && status >= 200 && status <= 599

/** The longest delay of a timer: 25 days. */
const MAX_DELAY_MS = 2 ** 31 - 1

const LIMITS = [
  ['status', 'a number from 200 to 599', isStatus],
  ['remaining', 'a whole number from 1', (value: number) => Number.isInteger(value) && value >= 1],
  ['rate', 'a number from 0 to 1', (value: number) => value >= 0 && value <= 1],
  ['delayMs', `a number from 0 to ${MAX_DELAY_MS}`, (value: number) => value >= 0 && value <= MAX_DELAY_MS],
] as const

const TEXTS = ['host', 'path', 'method', 'retryAfter', 'body', 'contentType'] as const

/** A valid header value (RFC 9110 section 5.5). */
const HEADERS = ['retryAfter', 'contentType'] as const

/** The error in a rule, as a sentence; undefined if it is valid. */
export function problemOf(rule: Omit<Fault, 'id'>): string | undefined {
  for (const [name, what, fits] of LIMITS) {
    const value: unknown = rule[name]
    if (value !== undefined && !(typeof value === 'number' && fits(value)))
      return `"${name}" must be ${what}.`
  }
  if (rule.disabled !== undefined && typeof rule.disabled !== 'boolean')
    return '"disabled" must be true or false.'
  const wrong = TEXTS.find((name) => rule[name] !== undefined && typeof rule[name] !== 'string')
  if (wrong) return `"${wrong}" must be a text.`
  const broken = HEADERS.find((name) => !/^[\t -~\u0080-\u00FF]*$/.test(rule[name] ?? ''))
  return broken && `"${broken}" has characters that no header has.`
}
