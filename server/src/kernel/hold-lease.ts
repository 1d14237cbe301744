import type { Log } from './log.ts'
import { poll } from './poll.ts'
import { SECOND } from './time.ts'

/** How long other processes wait for one that has died. */
export const LEASE_MS = 15 * SECOND
const EXTEND_EVERY_MS = 5 * SECOND

/** Another process may hold the lease now. */
export class LeaseLost extends Error {}

export interface HeldLease<T> {
  /** Aborted when the lease has ended; the reason is the error that ended it. */
  readonly signal: AbortSignal
  /** Extends the lease now. @throws the error that ended it, or that of the database */
  extend(): Promise<T>
  /** Stops extending the lease; resolves when an extension in progress has ended. */
  stop(): Promise<void>
}

export interface LeaseOptions {
  readonly log: Log
  /** The log message of a failed extension. The next one is tried on schedule. */
  readonly failure: string
  /** Whether an error ends the lease. Others, such as a database outage, are temporary. */
  readonly isEnd?: (error: unknown) => boolean
}

/** Extends a lease of `LEASE_MS` every third of that time, until `stop` is called or the lease has ended. */
export function holdLease<T>(
  extendOnce: () => Promise<T>,
  { log, failure, isEnd = (error) => error instanceof LeaseLost }: LeaseOptions,
): HeldLease<T> {
  const ended = new AbortController()
  const extend = async (): Promise<T> => {
    try {
      const held = await extendOnce()
      ended.signal.throwIfAborted()
      return held
    } catch (error) {
      if (isEnd(error)) ended.abort(error)
      throw error
    }
  }
  const round = async (): Promise<void> => {
    if (ended.signal.aborted) return
    await extend().catch((error: unknown) => {
      if (!isEnd(error)) throw error
    })
  }
  const extending = poll(round, { everyMs: EXTEND_EVERY_MS, log, failure })
  return { signal: ended.signal, extend, stop: () => extending.stop() }
}
