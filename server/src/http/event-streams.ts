import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'

/** `unknown`: it cannot be looked up now, such as during a database outage. */
export type CredentialState = 'valid' | 'ended' | 'unknown'

/** Open event streams with the same credential, which is checked once for all of them. */
export interface StreamGroup {
  readonly streams: Set<ServerResponse>
  readonly checkCredential: () => Promise<CredentialState>
  /** Events to send, each once. */
  readonly waiting: Set<string>
}

/** Maximum time per turn of the event loop. */
const SLICE_MS = 5
/** A client that does not read is disconnected at this backlog. */
const MAX_UNREAD_BYTES = 64 * 1024

/** Sends events to any number of streams, group by group, without blocking the event loop. */
export function createEventStreamBroadcast(): (group: StreamGroup, event: string) => void {
  const due = new Set<StreamGroup>()
  let running = false

  const run = async (): Promise<void> => {
    let sliceStart = performance.now()
    // Includes groups that are added during the loop.
    for (const group of due) {
      due.delete(group)
      const state = group.streams.size > 0 ? await group.checkCredential() : 'ended'
      // Waiting events are sent with the next one, if the credential is valid by then.
      if (state === 'unknown') continue
      const text = [...group.waiting].join('')
      group.waiting.clear()
      for (const stream of group.streams) {
        if (state === 'ended') stream.end()
        else if (stream.writableLength > MAX_UNREAD_BYTES) stream.destroy()
        else stream.write(text)
        if (performance.now() - sliceStart < SLICE_MS) continue
        await setImmediate()
        sliceStart = performance.now()
      }
    }
    running = false
  }
  return (group, event) => {
    group.waiting.add(`${event}\n\n`)
    due.add(group)
    if (running) return
    running = true
    void run()
  }
}
