import { ownTimeZone, timeInWords } from '@letterlock/server/time-in-words.ts'

/** “2026-12-01 09:00 UTC”. */
export function formatTime(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`
}

/** Formats a time in this machine's time zone and in another. */
export function formatTimeInZones(iso: string, otherTimeZone: string | null): string {
  return timeInWords(new Date(iso), [ownTimeZone(), otherTimeZone])
}
