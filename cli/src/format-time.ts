/** “2026-12-01 09:00 UTC”. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}

/** “Tuesday, 1 December 2026 at 09:00 GMT+01:00 (Europe/Rome)”, in this machine's time zone and in another. */
export function formatTimeInZones(iso: string, otherTimeZone: string | null): string {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone
  const format = (timeZone: string): string =>
    new Intl.DateTimeFormat('en-GB', {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'longOffset',
    }).format(new Date(iso)) + ` (${timeZone})`
  return [...new Set([own, otherTimeZone ?? own])].map(format).join(', that is ')
}
