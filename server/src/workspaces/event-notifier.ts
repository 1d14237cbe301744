import { SECOND } from '../kernel/time.ts'
import type { Log } from '../kernel/log.ts'
import type { WorkspacesContext } from './context.ts'

/** Tells those who look on that something has happened in a workspace, whichever process it was done by. */
export interface Changes {
  /** @returns what ends it */
  watch(workspaceId: string, told: () => void): () => void
  stop(): void
}

const LOOK_EVERY_MS = SECOND

/** Looks at the newest event of each workspace that somebody watches; at none while nobody does. */
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
      // The first look is told as well: who has just come may have missed what was before it.
      const changed = newest !== entry.newest
      entry.newest = newest
      if (changed) for (const told of entry.told) told()
    }
  }
  const lookAgain = (): void => {
    timer = setTimeout(() => {
      void look()
        .catch((error: unknown) => log.warn({ err: error }, 'could not look for changes'))
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
