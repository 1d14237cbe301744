export interface PageQuery {
  /** Counts from 0. */
  pageNumber?: string
  pageSize?: string
  filterby?: string
  orderby?: string
}

export interface PageOf<T> {
  IsPaginated: boolean
  Items: T[]
  PageNumber: number
  PageSize: number
  Skipped: number
  /** Of all items, regardless of the filter. */
  TotalElementsCount: number
}

const DEFAULT_PAGE_SIZE = 20

/** `filterby="Name.Contains('x')"` or `Email=='a@b'`; `orderby="idList desc"`; pages count from 0. */
export function pageOf<T extends object>(all: readonly T[], query: PageQuery): PageOf<T>
export function pageOf<T extends object, R>(
  all: readonly T[],
  query: PageQuery,
  represent: (item: T) => R,
): PageOf<R>
export function pageOf<T extends object>(
  all: readonly T[],
  query: PageQuery,
  represent: (item: T) => unknown = (item) => item,
): PageOf<unknown> {
  const PageNumber = Math.max(0, Number.parseInt(query.pageNumber ?? '0', 10) || 0)
  const PageSize = Math.max(1, Number.parseInt(query.pageSize ?? '', 10) || DEFAULT_PAGE_SIZE)
  const Skipped = PageNumber * PageSize
  const wanted = order(filter(all, query.filterby), query.orderby)
  return {
    IsPaginated: all.length > PageSize,
    Items: wanted.slice(Skipped, Skipped + PageSize).map(represent),
    PageNumber,
    PageSize,
    Skipped,
    TotalElementsCount: all.length,
  }
}

const unquoted = (text: string): string => text.trim().replace(/^"(.*)"$/, '$1')

function filter<T extends object>(all: readonly T[], filterby: string | undefined): readonly T[] {
  const [, name, contains, equals] =
    /^(\w+)(?:\.Contains\('([^']*)'\)|\s*==\s*'?([^']*)'?)$/.exec(unquoted(filterby ?? '')) ?? []
  if (!name) return all
  return all.filter((item) => {
    const value = textOf(item, name)
    return contains === undefined ? value === equals : value.toLowerCase().includes(contains.toLowerCase())
  })
}

function textOf(item: object, name: string): string {
  const value: unknown = Reflect.get(item, name)
  return typeof value === 'string' ? value : JSON.stringify(value ?? '')
}

function order<T extends object>(all: readonly T[], orderby: string | undefined): readonly T[] {
  const [, name, direction] = /^(\w+)(?:\s+(asc|desc))?$/i.exec(unquoted(orderby ?? '')) ?? []
  if (!name) return all
  const sign = direction?.toLowerCase() === 'desc' ? -1 : 1
  const valueOf = (item: T): string | number => {
    const value: unknown = Reflect.get(item, name)
    return typeof value === 'number' ? value : textOf(item, name)
  }
  return all.toSorted((a, b) => (valueOf(a) < valueOf(b) ? -sign : valueOf(a) > valueOf(b) ? sign : 0))
}

/** `2020-01-27 10:05:53Z`. */
export function messageDate(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')}Z`
}

/** `2016-12-09 00:00:00.000`. */
export function accountDate(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 23).replace('T', ' ')
}
