import { HOUR_MS } from '../../ui/time.ts'

export const CALL_STATUSES = ['succeeded', 'failed'] as const
export const CALL_TYPES = ['proxy', 'email_marketing', 'mcp_tool'] as const

/** The filters of the log. */
export interface CallFilter {
  readonly search?: string
  readonly status?: (typeof CALL_STATUSES)[number]
  readonly type?: (typeof CALL_TYPES)[number]
  readonly connectionId?: string
  readonly requestId?: string
  /** ISO 8601. */
  readonly since?: string
  readonly until?: string
}

/** The state of the log that is in the URL: the filters, and the open call. */
export interface CallSearch extends CallFilter {
  readonly callId?: string
}

const TEXTS = ['search', 'connectionId', 'requestId', 'callId'] as const

export function readCallSearch(given: Record<string, unknown>): CallSearch {
  const status = CALL_STATUSES.find((one) => one === given['status'])
  const type = CALL_TYPES.find((one) => one === given['type'])
  const entries = [
    ...TEXTS.map((name) => [name, given[name]] as const),
    ...(['since', 'until'] as const).map((name) => [name, timeOf(given[name])] as const),
  ]
  const texts = Object.fromEntries(entries.filter(([, value]) => typeof value === 'string' && value !== ''))
  return { ...(status && { status }), ...(type && { type }), ...texts }
}

function timeOf(given: unknown): string | undefined {
  const time = typeof given === 'string' ? Date.parse(given) : NaN
  return Number.isNaN(time) ? undefined : new Date(time).toISOString()
}

/** A period of some hours, as a filter. */
export function spanFrom(
  startsAt: string,
  hours: number,
): { readonly since: string; readonly until: string } {
  const since = new Date(startsAt)
  return { since: since.toISOString(), until: new Date(since.getTime() + hours * HOUR_MS).toISOString() }
}
