import { problems } from '../problem.ts'

type Query = object

/**
 * A filter by a query's `since_NAME` and `before_NAME`. The query is read once: an audience has thousands of members.
 *
 * @param times the times of an item by NAME, in ISO 8601; empty: it never happened
 */
export function filterOfTimes<T>(
  query: Query,
  times: Readonly<Record<string, (item: T) => string | null>>,
): (item: T) => boolean {
  const limits = Object.entries(times).flatMap(([name, timeOf]) => {
    const since = limitOf(query, `since_${name}`)
    const before = limitOf(query, `before_${name}`)
    return since === undefined && before === undefined ? [] : [{ timeOf, since, before }]
  })
  return (item) =>
    limits.every(({ timeOf, since = -Infinity, before = Infinity }) => {
      const at = Date.parse(timeOf(item) ?? '')
      return at > since && at < before
    })
}

function limitOf(query: Query, field: string): number | undefined {
  const given: unknown = Reflect.get(query, field)
  if (!given) return undefined
  const at = typeof given === 'string' ? Date.parse(given) : Number.NaN
  if (Number.isNaN(at)) throw problems.invalid([{ field, message: 'This value is not a valid datetime.' }])
  return at
}
