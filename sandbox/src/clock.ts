/** The sandbox's clock. It runs, and tests and the control page can move it. */
export interface Clock {
  now(): Date
  /** Moves the clock forward by this many seconds, or back if negative. */
  advance(seconds: number): void
  set(now: Date): void
  /**
   * Monotonic milliseconds, by which calls per second are counted. Moving the date does not change it, so that rate limits still apply.
   */
  monotonicNow(): number
  /** Skips a wait: moves the date and the monotonic time forward. */
  skip(milliseconds: number): void
  /** Milliseconds ahead of the system clock. */
  readonly offsetMs: number
}

/** Whether the clock can show this time: years with four digits (ISO 8601). */
export const isClockTime = (epochMs: number): boolean =>
  epochMs >= Date.parse('0000-01-01T00:00:00Z') && epochMs <= Date.parse('9999-12-31T23:59:59Z')

/** @param offsetMs milliseconds ahead of the system clock */
export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs
  let skipped = 0
  return {
    now: () => new Date(Date.now() + offset),
    advance: (seconds) => void (offset += seconds * 1000),
    set: (now) => void (offset = now.getTime() - Date.now()),
    monotonicNow: () => performance.now() + skipped,
    skip(milliseconds) {
      offset += milliseconds
      skipped += milliseconds
    },
    get offsetMs() {
      return offset
    },
  }
}
