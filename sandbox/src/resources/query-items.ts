import type { Query } from '../specification/judge-query.ts'
import type { Operation } from '../specification/specification.ts'
import type { Context, Resource } from './resource.ts'
import type { Json } from '../is-json.ts'

const ENVELOPE = new Set([
  'count',
  'offset',
  'fields',
  'exclude_fields',
  'limit',
  'cursor',
  'sort_field',
  'sort_dir',
])

/**
 * The items that a query asks for. A parameter that is a member's name compares it; `since_NAME` and `before_NAME` compare a time;
 * `sort_field` and `sort_dir` sort.
 */
export function queryItems(
  items: readonly Json[],
  operation: Operation,
  resource: Resource,
  context: Context,
): Json[] {
  const query = Object(context.request.query) as Query
  const filters = Object.keys(operation.query ?? {}).flatMap((name) => {
    const value = query[name]
    if (ENVELOPE.has(name) || typeof value !== 'string' || value === '') return []
    const own = resource.filters?.[name]
    if (own) return [(item: Json) => own(item, value, context)]
    return [(item: Json) => compare(item, name, value)]
  })
  const found = items.filter((item) => filters.every((fits) => fits(item)))
  const { sort_field: field, sort_dir: direction } = query
  if (typeof field !== 'string') return found
  const sign = direction === 'DESC' ? -1 : 1
  return found.toSorted((a, b) => sign * order(a[field], b[field]))
}

function compare(item: Json, name: string, value: string): boolean {
  const [, side, member = ''] = /^(since|before)_(.+)$/.exec(name) ?? []
  if (!side) return !(name in item) || String(item[name]) === value
  const at = Date.parse(String(item[member]))
  return side === 'since' ? at > Date.parse(value) : at < Date.parse(value)
}

const order = (a: unknown, b: unknown): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))
