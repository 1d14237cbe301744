import { SECOND } from '../kernel/time.ts'
import type { Log } from '../kernel/log.ts'
import type { WorkspacesContext } from './context.ts'

/** Notifies watchers of new events in a workspace, from any process. */
export interface Changes {
  /** @returns a function that ends the watch */
  watch(workspaceId: string, notify: () => void): () => void
  stop(): void
}

const LOOK_EVERY_MS = SECOND

/** Polls the newest event of each watched workspace. */
export function createChanges({
  store,
  log,
}: {
  readonly store: WorkspacesContext['store']
  readonly log: Log
}): Changes {
  const watched = new Map<string, { readonly told: Set<() => void>; newest: string | null | undefined }>()
  let timer: NodeJS.Timeout | undefined

  const look = async (): Promise<void> => {
    for (const [workspaceId, entry] of watched) {
      const newest = await store.events.newest(workspaceId)
      // Also notify after the first poll: events may have come before the watch began.
      const changed = newest !== entry.newest
      entry.newest = newest
      if (changed) for (const told of entry.told) told()
    }
  }
  const lookAgain = (): void => {
    timer = setTimeout(() => {
      void look()
        .catch((error: unknown) => log.warn({ err: error }, 'polling for events failed'))
        .finally(() => watched.size > 0 && lookAgain())
    }, LOOK_EVERY_MS)
  }
  const forget = (): void => clearTimeout(timer)

  return {
    watch(workspaceId, told) {
      if (watched.size === 0) lookAgain()
      const entry = watched.get(workspaceId) ?? { told: new Set(), newest: undefined }
      watched.set(workspaceId, entry)
      entry.told.add(told)
      return () => {
        entry.told.delete(told)
        if (entry.told.size === 0) watched.delete(workspaceId)
        if (watched.size === 0) forget()
      }
    },
    stop() {
      watched.clear()
      forget()
    },
  }
}
