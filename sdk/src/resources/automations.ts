import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type { Automation, PageQuery, Sourced } from '../wire.ts'

/** Emails that the provider sends automatically. If its API has none, the methods throw `unsupported_by_provider`. */
export function automations({ sourcedList, post }: Api, connectionId: string) {
  return {
    /** With their status. */
    list: (query: PageQuery = {}, options?: RequestOptions) =>
      sourcedList<Automation>(path`/v1/connections/${{ connectionId }}/automations`, options, query),
    /** Pauses it until a user starts it again at the provider. */
    pause: (automationId: string, options?: RequestOptions) =>
      post<Sourced<Automation>>(
        path`/v1/connections/${{ connectionId }}/automations/${{ automationId }}/pause`,
        options,
      ),
  }
}
