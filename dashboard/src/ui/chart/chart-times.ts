import { perLocale } from '../../words/index.ts'
import { DAY_MS } from '../time.ts'

const clock = perLocale((locale) => new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }))
const day = perLocale((locale) => new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric' }))
const whole = perLocale(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }),
)

/** The labels of a time axis: hours within a day, days beyond it. */
export function chartTimes(times: readonly string[]): (readonly [whole: string, short: string])[] {
  const [first = '', last = ''] = [times[0], times.at(-1)]
  const short = Date.parse(last) - Date.parse(first) > DAY_MS ? day : clock
  return times.map((time) => {
    const date = new Date(time)
    return [whole().format(date), short().format(date)] as const
  })
}
