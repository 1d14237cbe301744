/** Validates an IANA time zone name; null if it is unknown. */
export function zoneOrNull(zone: string | null | undefined): string | null {
  if (zone === null || zone === undefined) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone && zone
  } catch {
    return null
  }
}

interface Words {
  readonly locale: string
  /** Between a time and the same time in another zone. */
  readonly thatIs: string
}

const ENGLISH: Words = { locale: 'en-GB', thatIs: ', that is ' }

/**
 * “Tuesday, 1 December 2026 at 09:00 GMT+01:00 (Europe/Rome)”, for each zone once; in UTC when there is none.
 * @param zones IANA names, the most important first; unknown ones are left out
 */
export function timeInWords(
  at: Date,
  zones: readonly (string | null)[],
  { locale, thatIs }: Words = ENGLISH,
): string {
  const known = [...new Set(zones.flatMap((zone) => zoneOrNull(zone) ?? []))]
  const format = (timeZone: string): string =>
    new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'longOffset',
    }).format(at)
  return (known.length === 0 ? ['UTC'] : known).map((zone) => `${format(zone)} (${zone})`).join(thatIs)
}

/** The time zone of this machine or browser. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
