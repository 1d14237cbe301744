/** Durations in milliseconds. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Whether `since` is before `until`, both ISO 8601; true if one is missing. */
export const isSpan = (since: string | undefined, until: string | undefined): boolean =>
  since === undefined || until === undefined || !(Date.parse(since) >= Date.parse(until))

export const TIME_RANGE = 'must be a time from 1970 to 9999'
const [FIRST_TIME, LAST_TIME] = [0, Date.UTC(10_000, 0) - 1]

/** Whether an ISO 8601 time is from 1970 to 9999: beyond these years, times are written in other forms, and databases hold other numbers. */
export function isInRange(time: string): boolean {
  const epochMs = Date.parse(time)
  // A text that is not a time is rejected by another check.
  return Number.isNaN(epochMs) || (epochMs >= FIRST_TIME && epochMs <= LAST_TIME)
}

/** ISO 8601 in UTC. @param epochMs epoch milliseconds; null stays null */
export function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString()
}

/** By so much, the clocks of two processes may differ, and a clock is corrected without a mistake. */
export const CLOCKS_DIFFER_MS = 5 * MINUTE
