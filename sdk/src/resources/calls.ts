import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { Call, ListCallsQuery } from '../wire.ts'

/** The log of calls through connections. At high rates it has a sample of the calls. */
export function calls({ list, get }: Api) {
  return {
    /** Newest first. */
    list: (query: ListCallsQuery = {}, options?: RequestOptions) =>
      list<Call>(path`/v1/calls`, options, query),
    /** One call. @throws LetterlockApiError call_not_found */
    get: (callId: string, options?: RequestOptions) => get<Call>(path`/v1/calls/${{ callId }}`, options),
  }
}
