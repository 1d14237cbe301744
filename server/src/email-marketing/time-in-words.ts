/** Validates an IANA time zone name; null if it is unknown. */
export function zoneOrNull(zone: string | null | undefined): string | null {
  if (zone === null || zone === undefined) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone && zone
  } catch {
    return null
  }
}

const words = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'longOffset',
  }).format(at)

/**
 * “Tuesday, 1 December 2026 at 09:00 GMT+01:00 (Europe/Rome)”, for each zone once; in UTC when there is none.
 * @param zones IANA names, the most important first
 */
export function timeInWords(at: Date, zones: readonly (string | null)[]): string {
  const known = [...new Set(zones.flatMap((zone) => zoneOrNull(zone) ?? []))]
  return (known.length === 0 ? ['UTC'] : known)
    .map((zone) => `${words(at, zone)} (${zone})`)
    .join(', that is ')
}
