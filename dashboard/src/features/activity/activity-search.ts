/** The filters of the activity, which are in the URL. Days are `YYYY-MM-DD`, in the browser's time zone. */
export interface ActivitySearch {
  readonly search?: string
  readonly connectionId?: string
  readonly actorId?: string
  readonly type?: string
  readonly since?: string
  readonly until?: string
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

export function readActivitySearch(given: Record<string, unknown>): ActivitySearch {
  const text = (name: string): string => (typeof given[name] === 'string' ? given[name] : '')
  const day = (name: string): string => (DAY.test(text(name)) ? text(name) : '')
  const read = {
    search: text('search'),
    connectionId: text('connectionId'),
    actorId: text('actorId'),
    type: text('type'),
    since: day('since'),
    until: day('until'),
  }
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== ''))
}
