import { poll, type Poll } from '../kernel/poll.ts'
import { CLOCKS_DIFFER_MS, SECOND } from '../kernel/time.ts'
import type { Log } from '../kernel/log.ts'

/** What waits for a time that was computed by a clock. */
export interface WaitRepository {
  /** What the database's clock says, in epoch milliseconds. */
  databaseTime(): Promise<number>
  /** Whether an event has a later time. */
  hasEventAfter(time: number): Promise<boolean>
  /** Shortens every wait, lease and lifetime that was counted from a later time than now: none is longer than it can be from now on. */
  countFrom(now: number): Promise<void>
}

interface ClockContext {
  readonly store: { readonly waits: WaitRepository }
  readonly now: () => Date
  readonly log: Log
}

const LOOK_EVERY_MS = 10 * SECOND

/**
 * Notices that the clock of this server or of the database was ahead and has been put back, also while no server ran. Otherwise what was
 * to happen in seconds would wait for as long as the clock had been ahead, and what expires would live for so much longer.
 */
export function startClockLoop({ store, now, log }: ClockContext): Poll {
  const server = createClockWatch()
  const database = createClockWatch()
  let isFirst = true
  const round = async (): Promise<void> => {
    const at = now().getTime()
    const wasPutBack = [server(at), database(await store.waits.databaseTime())].includes(true)
    if (!wasPutBack && !(isFirst && (await store.waits.hasEventAfter(at + CLOCKS_DIFFER_MS)))) {
      isFirst = false
      return
    }
    log.warn({}, 'the clock was put back: what waits is counted from now')
    await store.waits.countFrom(at)
    isFirst = false
  }
  return poll(round, {
    everyMs: LOOK_EVERY_MS,
    log,
    failure: 'could not shorten what waits',
    firstAfterMs: 0,
  })
}

/** Compares a clock with the time that has passed. @returns whether it was put back since the last call */
export function createClockWatch(passedMs = (): number => performance.now()): (time: number) => boolean {
  let offset = -Infinity
  return (time) => {
    const before = offset
    offset = time - passedMs()
    return offset < before - CLOCKS_DIFFER_MS
  }
}
