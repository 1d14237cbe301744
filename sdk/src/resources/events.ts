import type { Api } from '../api.ts'
import { readEventStream } from '../event-stream.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { ExportEventsQuery, LetterlockEvent, ListEventsQuery } from '../wire.ts'

/** What happened in the workspace. */
export function events({ list, download }: Api) {
  return {
    /** Newest first. */
    list: (query: ListEventsQuery = {}, options?: RequestOptions) =>
      list<LetterlockEvent>(path`/v1/events`, options, query),
    /** All that match, newest first, as one file (CSV, or JSON Lines), which the response streams. */
    export: (query: ExportEventsQuery, options?: RequestOptions) =>
      download(path`/v1/events/export`, options, query),
    /**
     * Yields `changed` when something has happened: read then what you need. Ends when the server closes the stream, and throws the
     * reason of `signal` when that is aborted. `timeoutMs` covers the time until the stream begins.
     */
    async *stream(options?: RequestOptions): AsyncGenerator<'changed'> {
      const response = await download(path`/v1/events/stream`, options)
      for await (const type of readEventStream(response)) if (type === 'changed') yield type
    },
  }
}
