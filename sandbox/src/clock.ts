/** The sandbox's own time, which tests and the control page may move. */
export interface Clock {
  now(): Date
  /** Moves time forward (or back, when negative). */
  advance(seconds: number): void
  set(to: Date): void
  readonly offsetMs: number
}

export function createClock(offsetMs = 0): Clock {
  let offset = offsetMs
  return {
    now: () => new Date(Date.now() + offset),
    advance: (seconds) => void (offset += seconds * 1000),
    set: (to) => void (offset = to.getTime() - Date.now()),
    get offsetMs() {
      return offset
    },
  }
}
