import { withQuery, type Transport } from './transport.ts'
import type { Call, CallType, ConnectionMetrics, Page } from './wire.ts'

export interface ListCallsQuery {
  cursor?: string | undefined
  limit?: number | undefined
  connectionId?: string | undefined
  type?: CallType | undefined
  /** Who made the call: a secret key, a user or an assistant. */
  principalId?: string | undefined
  requestId?: string | undefined
  status?: 'succeeded' | 'failed' | undefined
  /** Inclusive. */
  since?: string | undefined
  /** Exclusive. */
  until?: string | undefined
}

/** The log of calls through connections. */
export function callMethods({ call }: Transport) {
  return {
    /** Newest first. */
    listCalls: (query: ListCallsQuery = {}) => call<Page<Call>>('GET', withQuery('/v1/calls', query)),
    getCall: (id: string) => call<Call>('GET', `/v1/calls/${id}`),
    /** The calls of a connection by hour, oldest first. Default: the last 24 hours. */
    getConnectionMetrics: (id: string, query: Pick<ListCallsQuery, 'since' | 'until'> = {}) =>
      call<ConnectionMetrics>('GET', withQuery(`/v1/connections/${id}/metrics`, query)),
  }
}
