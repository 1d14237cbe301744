/** The sandbox's clock. It runs, and tests and the control page can move it. */
export interface Clock {
  now(): Date
  /** Moves the clock forward by this many seconds, or back if negative. */
  advance(seconds: number): void
  set(now: Date): void
  /** Milliseconds ahead of the system clock. */
  readonly offsetMs: number
}

/** @param offsetMs milliseconds ahead of the system clock */
export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs
  return {
    now: () => new Date(Date.now() + offset),
    advance: (seconds) => void (offset += seconds * 1000),
    set: (now) => void (offset = now.getTime() - Date.now()),
    get offsetMs() {
      return offset
    },
  }
}
