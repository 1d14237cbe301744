import { locale, perLocale } from '../words/index.ts'

const whole = perLocale((locale) => new Intl.NumberFormat(locale))
const compact = perLocale((locale) => new Intl.NumberFormat(locale, { notation: 'compact' }))
const percent = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 }),
)

/** “148,312”. */
export const number = (value: number): string => whole().format(value)

/** “12K”, for an axis. */
export const shortNumber = (value: number): string => compact().format(value)

const tenths = perLocale(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
)

/** “5.0”, of a ratio. */
export const inTenths = (value: number): string => tenths().format(value)

/** “184 ms”, “15.0 s”. */
export const duration = (ms: number): string =>
  ms < 10_000 ? `${whole().format(ms)} ms` : `${tenths().format(ms / 1000)} s`

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

/** “512 B”, “1.2 kB”. */
export function bytes(count: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, count)) / 3)))
  const options = {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    // The short name of a byte is a word.
    unitDisplay: power === 0 ? 'narrow' : 'short',
    maximumFractionDigits: 1,
  } as const
  const parts = new Intl.NumberFormat(locale(), options).formatToParts(count / 1000 ** power)
  // The narrow form has no space before its unit.
  const said = parts.map(({ type, value }) => (type === 'unit' ? `\u00A0${value}` : value)).join('')
  return said.replaceAll(/\s+/g, '\u00A0')
}

/** “0.42 %”, of a rate from 0 to 1. */
export const rate = (value: number): string => percent().format(value)

const part = perLocale(
  (locale) =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2, roundingMode: 'floor' }),
)

/** “99.98 %” of a whole: 100 % is all of it. */
export const share = (value: number, whole: number): string => part().format(value / whole)
