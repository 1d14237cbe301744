import type { Operation } from '../../src/specification/specification.ts'
import { keyOf, type Explorer } from './explore.ts'
import { asList, at, isObject, readJson } from './read-json.ts'

export interface Filters {
  readonly tried: number
  readonly ignored: string[]
}

/** Parameter → the side that it keeps, and the member that it compares. */
export type NamesTime = (
  parameter: string,
  operation: Operation,
) => { keeps: 'after' | 'before'; member: string } | undefined

/** Whether each parameter that is a time keeps exactly the items on its side. */
export async function compareFilters(
  explorer: Explorer,
  namesTime: NamesTime,
  all: (path: string) => string,
): Promise<Filters> {
  const ignored: string[] = []
  let tried = 0
  for (const operation of explorer.specification.operations) {
    if (operation.method !== 'GET') continue
    for (const parameter of Object.keys(operation.query ?? {})) {
      const time = namesTime(parameter, operation)
      if (!time) continue
      const path = await explorer.pathFor(operation)
      const items = await listOf(explorer, `${path}?${all(operation.path)}`)
      if (items === undefined) continue
      tried++
      const times = items
        .map((item) => timeOf(at(item, time.member)))
        .filter((value) => !Number.isNaN(value))
        .toSorted((a, b) => a - b)
      const [first = 0, middle = 0, last = 0] = [times[0], times[Math.floor(times.length / 2)], times.at(-1)]
      // Answers show whole seconds.
      for (const cut of [first - 1000, middle + (time.keeps === 'after' ? 999 : 0), last + 1000]) {
        const kept = times.filter((value) => (time.keeps === 'after' ? value > cut : value < cut)).length
        const query = new URLSearchParams({ [parameter]: new Date(cut).toISOString() })
        const found = await listOf(explorer, `${path}?${all(operation.path)}&${query.toString()}`)
        if (times.length > 0 && found?.length === kept) continue
        ignored.push(`${keyOf(operation)} ${parameter}: ${found?.length}, not ${kept} of ${times.length}`)
        break
      }
    }
  }
  return { tried, ignored }
}

/** The items of a list; undefined if the operation is not simulated. */
async function listOf(explorer: Explorer, url: string): Promise<unknown[] | undefined> {
  const response = await explorer.call(url)
  const body = await readJson(response)
  if (response.status === 501 || !isObject(body)) return undefined
  const [, list] =
    Object.entries(body).find(([name, value]) => name !== '_links' && Array.isArray(value)) ?? []
  return asList(list)
}

const timeOf = (value: unknown): number => (typeof value === 'string' ? Date.parse(value) : Number.NaN)
