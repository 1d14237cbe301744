import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'

/** Open event streams with the same credential, which is checked once for all of them. */
export interface StreamGroup {
  readonly streams: Set<ServerResponse>
  /** Whether the credential is still valid. */
  readonly hasPermission: () => Promise<boolean>
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
    // Groups that become due meanwhile are included.
    for (const group of due) {
      due.delete(group)
      const text = [...group.waiting].join('')
      group.waiting.clear()
      const allowed = group.streams.size > 0 && (await group.hasPermission())
      for (const stream of group.streams) {
        if (!allowed) stream.end()
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
