import type { ServerResponse } from 'node:http'
import { setImmediate } from 'node:timers/promises'

/** Open streams of server-sent events that bring the same credential, so that it is checked once for all of them. */
export interface StreamGroup {
  readonly streams: Set<ServerResponse>
  /** Whether that credential is still good. */
  readonly hasPermission: () => Promise<boolean>
  /** What waits to be said, each line once. */
  readonly waiting: Set<string>
}

/** So long the event loop is kept, then others have their turn. */
const SLICE_MS = 5
/** Whoever does not read is cut off rather than remembered for. */
const MAX_UNREAD_BYTES = 64 * 1024

/** Says things to any number of streams, group by group, without holding up the rest of the process. */
export function createBroadcast(): (group: StreamGroup, event: string) => void {
  const due = new Set<StreamGroup>()
  let running = false

  const run = async (): Promise<void> => {
    let sliceStart = performance.now()
    // A group that becomes due meanwhile is visited as well.
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
