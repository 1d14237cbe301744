import type { Api } from '../api.ts'
import { readEventStream } from '../event-stream.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { ExportEventsQuery, LetterlockEvent, ListEventsQuery } from '../wire.ts'

/** The events of the workspace. */
export function events({ list, download }: Api) {
  return {
    /** Newest first. */
    list: (query: ListEventsQuery = {}, options?: RequestOptions) =>
      list<LetterlockEvent>(path`/v1/events`, options, query),
    /** Streams all matching events, newest first, as CSV or JSON Lines. */
    export: (query: ExportEventsQuery, options?: RequestOptions) =>
      download(path`/v1/events/export`, options, query),
    /**
     * Yields `changed` when an event was recorded; then read what you need. Ends when the server closes the stream, and throws the reason
     * of `signal` when it is aborted. `timeoutMs` covers the time until the stream begins.
     */
    async *stream(options?: RequestOptions): AsyncGenerator<'changed'> {
      const response = await download(path`/v1/events/stream`, options)
      for await (const type of readEventStream(response)) if (type === 'changed') yield type
    },
  }
}
