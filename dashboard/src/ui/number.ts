import { locale } from '../words/index.ts'

const whole = new Intl.NumberFormat(locale)
const compact = new Intl.NumberFormat(locale, { notation: 'compact' })
const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })

/** “148,312”. */
export const number = (value: number): string => whole.format(value)

/** “12K”, for an axis. */
export const shortNumber = (value: number): string => compact.format(value)

const seconds = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

/** “184 ms”, “15.0 s”. */
export const duration = (ms: number): string =>
  ms < 10_000 ? `${whole.format(ms)} ms` : `${seconds.format(ms / 1000)} s`

/** “0.42 %”, of a rate from 0 to 1. */
export const rate = (value: number): string => percent.format(value)
