import { ownTimeZone, timeInWords } from '@letterlock/server/time-in-words.ts'
import { locale, perLocale, texts } from '../words/index.ts'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export const HOUR_MS = HOUR * 1000
export const DAY_MS = DAY * 1000

const relative = perLocale((locale) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
const absolute = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }),
)
const day = perLocale((locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }))

/** “5 minutes ago”, “in 3 hours”; a date when it is further away than a week. */
export function fromNow(time: string, now = Date.now()): string {
  const seconds = Math.round((Date.parse(time) - now) / 1000)
  const distance = Math.abs(seconds)
  if (distance < MINUTE) return texts.justNow
  if (distance < HOUR) return relative().format(Math.round(seconds / MINUTE), 'minute')
  if (distance < DAY) return relative().format(Math.round(seconds / HOUR), 'hour')
  if (distance < 7 * DAY) return relative().format(Math.round(seconds / DAY), 'day')
  return day().format(new Date(time))
}

/** “since 16:05” of today, “since 12 Nov 2026” of another day. */
export function sinceInWords(time: string, now = new Date()): string {
  const then = new Date(time)
  return then.toDateString() === now.toDateString()
    ? texts.since.time(hour().format(then))
    : texts.since.day(day().format(then))
}

const clock = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
)
const dayAndClock = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }),
)

/** For a log: “17:18:22” of today, “12 Nov, 17:18:22” of another day. */
export function clockTime(time: string, now = new Date()): string {
  const then = new Date(time)
  return then.toDateString() === now.toDateString() ? clock().format(then) : dayAndClock().format(then)
}

const second = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' }),
)

/** For one line of a log. */
export function toTheSecond(time: string): string {
  return second().format(new Date(time))
}

const hour = perLocale((locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }))
const wholeDay = perLocale(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
)

/** “17:24”. */
export function hourAndMinute(time: string): string {
  return hour().format(new Date(time))
}

/** “Today, November 26, 2026”; a day that is further away without its distance. */
export function nameOfDay(time: string, now = new Date()): string {
  const then = new Date(time)
  const midnight = (date: Date): number => new Date(date).setHours(0, 0, 0, 0)
  const days = Math.round((midnight(then) - midnight(now)) / DAY_MS)
  if (days < -1 || days > 0) return wholeDay().format(then)
  const [first = '', ...rest] = relative().format(days, 'day')
  return `${first.toLocaleUpperCase(locale())}${rest.join('')}, ${wholeDay().format(then)}`
}

export function exactly(time: string): string {
  return absolute().format(new Date(time))
}

const dayAndMinute = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    }),
)

/** “26 Nov, 16:00 – 17:00”. */
export function spanInWords(since: string, until: string): string {
  return dayAndMinute().formatRange(new Date(since), new Date(until))
}

/** As `timeInWords`, in this browser's zone and in another. */
export function inZones(time: string, otherZone: string | null): string {
  return timeInWords(new Date(time), [ownTimeZone(), otherZone], { locale: locale(), thatIs: texts.thatIs })
}
