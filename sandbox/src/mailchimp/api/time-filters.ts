import { problems } from '../problem.ts'

type Query = object

/**
 * Whether an item's times are within a query's `since_NAME` and `before_NAME`.
 *
 * @param times the times of the item by NAME, in ISO 8601; empty: it never happened
 */
export function isWithinTimes(query: Query, times: Readonly<Record<string, string | null>>): boolean {
  return Object.entries(times).every(([name, time]) => {
    const since: unknown = Reflect.get(query, `since_${name}`)
    const before: unknown = Reflect.get(query, `before_${name}`)
    if (!since && !before) return true
    const at = Date.parse(time ?? '')
    return (
      (!since || at > timeOf(`since_${name}`, since)) && (!before || at < timeOf(`before_${name}`, before))
    )
  })
}

function timeOf(field: string, given: unknown): number {
  const at = typeof given === 'string' ? Date.parse(given) : Number.NaN
  if (Number.isNaN(at)) throw problems.invalid([{ field, message: 'This value is not a valid datetime.' }])
  return at
}
