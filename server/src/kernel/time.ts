/** Durations in milliseconds. */
export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Whether `since` is before `until`, both ISO 8601; an end that is not given does not count. */
export const isSpan = (since: string | undefined, until: string | undefined): boolean =>
  since === undefined || until === undefined || !(Date.parse(since) >= Date.parse(until))

/** ISO 8601 in UTC. @param epochMs epoch milliseconds; null stays null */
export function isoOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : new Date(epochMs).toISOString()
}
