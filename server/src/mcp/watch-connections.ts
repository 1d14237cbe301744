import { hash } from 'node:crypto'
import { poll } from '../kernel/poll.ts'
import { MINUTE } from '../kernel/time.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { McpContext } from './context.ts'
import { listedConnections } from './tools/list-connections.ts'

/** How often the credential is checked, which can end without an event: an access token expires. */
const CHECK_EVERY_MS = MINUTE
const FAILURE = 'watching connections failed'

/** The one resource whose changes are reported. */
export const CONNECTIONS_URI = 'letterlock://connections'

interface Listener {
  readonly onChange: () => void
  /** Called when the credential is no longer valid. Nothing is reported afterwards. */
  readonly onEnd: () => void
}

/** Resolves when every later change is reported, with a function that ends the watch. */
export type Watch = (listener: Listener) => Promise<() => void>

export interface ConnectionWatch extends Listener {
  /** The principal that listens, with its current scopes; null if the credential is no longer valid. */
  readonly identify: () => Promise<Principal | null>
}

/**
 * Reports changes of the list of connections as the client would read it: only of its own connections, with its current scopes. At most
 * once a second. Resolves when every later change is reported.
 * @returns a function that ends the watch
 */
export async function watchConnections(
  context: McpContext,
  workspaceId: string,
  { identify, onChange, onEnd }: ConnectionWatch,
): Promise<() => void> {
  const { eventNotifier, log } = context
  let known: string | undefined
  let isEnded = false
  let looking: Promise<void> | undefined
  let isDue = false

  const look = async (): Promise<void> => {
    const principal = await identify()
    const seen =
      principal && hash('sha256', JSON.stringify(await listedConnections({ ...context, principal })))
    if (isEnded) return
    if (seen === null) {
      end()
      return onEnd()
    }
    const hasChanged = known !== undefined && seen !== known
    known = seen
    if (hasChanged) onChange()
  }
  const lookAll = async (): Promise<void> => {
    while (isDue) {
      isDue = false
      await look().catch((error: unknown) => log.error({ err: error }, FAILURE))
    }
    looking = undefined
  }
  const lookSoon = (): void => {
    if (isEnded) return
    isDue = true
    looking ??= lookAll()
  }
  const unwatch = eventNotifier.watch(workspaceId, lookSoon)
  const checks = poll(async () => lookSoon(), { everyMs: CHECK_EVERY_MS, log, failure: FAILURE })
  const end = (): void => {
    if (isEnded) return
    isEnded = true
    isDue = false
    unwatch()
    void checks.stop()
  }
  const first = look()
  // Changes during the first read are found afterwards.
  looking = first.then(lookAll, () => undefined)
  await first.catch((error: unknown) => {
    end()
    throw error
  })
  return end
}
