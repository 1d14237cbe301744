import { problems } from '../problem.ts'

type Json = Record<string, unknown>

export interface PageQuery {
  count?: string
  offset?: string
  fields?: string
  exclude_fields?: string
}

/** `count` (default 10, at most 1000) and `offset`. */
export function pageOf<T>(items: readonly T[], query: PageQuery): T[] {
  const count = readNumber('count', query.count, 10)
  const offset = readNumber('offset', query.offset, 0)
  if (count > 1000) throw problems.invalid([{ field: 'count', message: 'This value must be 1000 or less.' }])
  return items.slice(offset, offset + count)
}

function readNumber(field: string, given: string | undefined, fallback: number): number {
  if (given === undefined) return fallback
  if (!/^\d+$/.test(given))
    throw problems.invalid([{ field, message: 'Schema describes integer, string found instead' }])
  return Number(given)
}

/** The `_links` of every object. */
export function links(dataCenter: string, path: string): Json[] {
  const href = `https://${dataCenter}.api.mailchimp.com/3.0${path}`
  const parent = href.slice(0, href.lastIndexOf('/'))
  return [
    { rel: 'self', href, method: 'GET' },
    { rel: 'parent', href: parent, method: 'GET' },
  ]
}

/** Applies `fields` (only these) or `exclude_fields` (all except these); dots descend into objects and arrays. */
export function select(body: unknown, query: PageQuery): unknown {
  if (query.fields) return keep(body, query.fields.split(',').map(split))
  if (query.exclude_fields) return drop(body, query.exclude_fields.split(',').map(split))
  return body
}

const split = (path: string): string[] => path.trim().split('.')

function keep(value: unknown, paths: string[][]): unknown {
  if (Array.isArray(value)) return value.map((item) => keep(item, paths))
  if (!isObject(value) || paths.some((path) => path.length === 0)) return value
  const kept: Json = {}
  for (const [name, inner] of Object.entries(value)) {
    const below = paths.filter(([first]) => first === name).map((path) => path.slice(1))
    if (below.length > 0) kept[name] = keep(inner, below)
  }
  return kept
}

function drop(value: unknown, paths: string[][]): unknown {
  if (Array.isArray(value)) return value.map((item) => drop(item, paths))
  if (!isObject(value)) return value
  const left: Json = {}
  for (const [name, inner] of Object.entries(value)) {
    const below = paths.filter(([first]) => first === name).map((path) => path.slice(1))
    if (!below.some((path) => path.length === 0)) left[name] = below.length > 0 ? drop(inner, below) : inner
  }
  return left
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** ISO 8601 in the provider's format: whole seconds, `+00:00`. */
export function timestamp(iso: string | null): string {
  return iso ? `${iso.slice(0, 19)}+00:00` : ''
}
