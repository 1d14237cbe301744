import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from './connection.ts'
import type { Claimed } from './ports.ts'
import { renew, type RenewOptions, type RenewParts } from './renew.ts'
import { YOUNG_MS } from './renewal.ts'

/** `pending`: it is under way and takes longer than the caller wanted to wait. */
export type Outcome = 'renewed' | 'failing' | 'ended' | 'pending'

export interface Refresher {
  /**
   * Renews the token set of a connection, unless somebody has done it meanwhile. Everyone who asks at the same time, here
   * or in another process, shares one exchange; it is never cancelled because a caller has lost patience.
   */
  refresh(
    connection: Which,
    options?: RenewOptions & { readonly force?: boolean; readonly patienceMs?: number },
  ): Promise<Outcome>
  /** Renews one whose lease was taken by the worker. */
  refreshClaimed(connection: Claimed): Promise<Outcome>
  /** When nothing is under way. */
  idle(): Promise<void>
}

export type Which = Pick<Connection, 'id' | 'workspaceId' | 'generation'>

const LOOK_EVERY_MS = 100

export function createRefresher(parts: RenewParts & { leaseMs: number }): Refresher {
  const { ports, leaseMs } = parts
  const { connections } = ports.store
  const underWay = new Map<string, Promise<Outcome>>()

  const share = (id: string, begin: () => Promise<Outcome>): Promise<Outcome> => {
    const running = underWay.get(id)
    if (running) return running
    const started = begin().finally(() => underWay.delete(id))
    underWay.set(id, started)
    return started
  }

  const run = async (connection: Claimed, options?: RenewOptions): Promise<Outcome> => {
    const renewed = await renew(parts, connection, options)
    return renewed === 'elsewhere' ? judge(connection) : renewed
  }

  const begin = async (
    { id, workspaceId, generation }: Which,
    force: boolean,
    options: RenewOptions,
  ): Promise<Outcome> => {
    const now = ports.now().getTime()
    const current = await connections.read(workspaceId, id)
    if (!current || current.sealedTokens === null || current.renewal === 'never') return 'ended'
    if (current.generation !== generation) return 'renewed'
    const { failures, refreshedAt = -Infinity } = current.health
    if (!force && failures !== undefined && current.dueAt !== null && current.dueAt > now) return 'failing'
    if (!force && now - refreshedAt < YOUNG_MS) return 'renewed'
    const claimed = await connections.claim(current, { leaseMs, now })
    if (claimed) return run(claimed, options)
    // Another process has the lease: its answer is ours, as soon as it stands in the database.
    while (await connections.isClaimed(id)) await sleep(LOOK_EVERY_MS)
    const after = await connections.read(workspaceId, id)
    const untouched =
      after?.generation === generation && after.health.failures === failures && after.reason === null
    // That process is gone, and nobody has answered: it is ours to do.
    return untouched ? begin({ id, workspaceId, generation }, force, options) : judge(current)
  }

  const judge = async ({ workspaceId, id, generation }: Which): Promise<Outcome> => {
    const now = await connections.read(workspaceId, id)
    if (!now || now.sealedTokens === null || now.reason !== null) return 'ended'
    return now.generation === generation ? 'failing' : 'renewed'
  }

  return {
    async refresh(which, { force = false, patienceMs, ...options } = {}) {
      const outcome = share(which.id, () => begin(which, force, options))
      if (patienceMs === undefined) return outcome
      const patience = new AbortController()
      const waited = sleep(patienceMs, 'pending' as const, { signal: patience.signal }).catch(
        () => 'pending' as const,
      )
      try {
        return await Promise.race([outcome, waited])
      } finally {
        patience.abort()
      }
    },
    refreshClaimed: (connection) => share(connection.id, () => run(connection)),
    async idle() {
      while (underWay.size > 0) await Promise.allSettled(underWay.values())
    },
  }
}
