import { poll, type Poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'
import type { Log } from '../kernel/log.ts'
import type { WorkspacesContext } from './context.ts'

/** Notifies watchers of new events in a workspace, from any process. */
export interface EventNotifier {
  /** @returns a function that ends the watch */
  watch(workspaceId: string, notify: () => void): () => void
  stop(): Promise<void>
}

const LOOK_EVERY_MS = SECOND

/** Polls the newest event of each watched workspace. */
export function createEventNotifier({
  store,
  log,
}: {
  readonly store: WorkspacesContext['store']
  readonly log: Log
}): EventNotifier {
  const watched = new Map<
    string,
    { readonly listeners: Set<() => void>; newest: string | null | undefined }
  >()
  let polling: Poll | undefined

  const look = async (): Promise<void> => {
    for (const [workspaceId, entry] of watched) {
      const newest = await store.events.newest(workspaceId)
      // Also notify after the first poll: events may have occurred before the watch began.
      const changed = newest !== entry.newest
      entry.newest = newest
      if (changed) for (const notify of entry.listeners) notify()
    }
  }
  const begin = (): void => {
    polling ??= poll(look, { everyMs: LOOK_EVERY_MS, log, failure: 'polling for events failed' })
  }
  const end = async (): Promise<void> => {
    const ending = polling
    polling = undefined
    await ending?.stop()
  }

  return {
    watch(workspaceId, notify) {
      begin()
      const entry = watched.get(workspaceId) ?? { listeners: new Set(), newest: undefined }
      watched.set(workspaceId, entry)
      entry.listeners.add(notify)
      return () => {
        entry.listeners.delete(notify)
        if (entry.listeners.size === 0) watched.delete(workspaceId)
        if (watched.size === 0) void end()
      }
    },
    async stop() {
      watched.clear()
      await end()
    },
  }
}
