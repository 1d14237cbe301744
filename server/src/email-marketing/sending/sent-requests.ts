import type { SendRequestRow } from './send-request.ts'

/** Remembers requests whose campaign was sent: the provider is not asked again. */
export interface SentRequests {
  has(request: SendRequestRow): boolean
  add(request: SendRequestRow): void
}

/** More than are approved in the hour in which a request holds its campaign. */
const MAX_COUNT = 10_000

export function createSentRequests(): SentRequests {
  const ids = new Set<string>()
  return {
    has: ({ id }) => ids.has(id),
    add({ id }) {
      if (ids.size >= MAX_COUNT) ids.clear()
      ids.add(id)
    },
  }
}
