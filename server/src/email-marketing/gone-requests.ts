import type { SendRequestRow } from './send-request.ts'

/** Requests whose campaign was found to have gone out, or to be unscheduled: that stays so, and the provider is not asked again. */
export interface GoneRequests {
  has(request: SendRequestRow): boolean
  add(request: SendRequestRow): void
}

/** More than are approved in the hour in which a request holds what it names. */
const MAX_GONE = 10_000

export function createGoneRequests(): GoneRequests {
  const ids = new Set<string>()
  return {
    has: ({ id }) => ids.has(id),
    add({ id }) {
      if (ids.size >= MAX_GONE) ids.clear()
      ids.add(id)
    },
  }
}
