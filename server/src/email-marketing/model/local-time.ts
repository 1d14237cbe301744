const ZONED = /(?:Z|[+-]\d\d:?\d\d)$/i
const HOUR = 3_600_000
/** More than the offset of any zone. */
const FARTHEST = 15 * HOUR

/** Whether a time has an offset from UTC. */
export function hasOffset(time: string): boolean {
  return ZONED.test(time)
}

/**
 * The instant at which the clocks of a zone show a time: the first one if they show it twice; undefined if they skip it.
 * @param time ISO 8601 without an offset
 * @param timeZone IANA name
 */
export function instantIn(time: string, timeZone: string): Date | undefined {
  const asUtc = Date.parse(`${time}Z`)
  const instants = [asUtc - FARTHEST, asUtc + FARTHEST]
    .map((near) => asUtc - offsetAt(near, timeZone))
    .filter((instant) => instant + offsetAt(instant, timeZone) === asUtc)
  return instants.length === 0 ? undefined : new Date(Math.min(...instants))
}

/** A time as the clocks of a zone show it, with its offset; any other text is returned unchanged. @param time ISO 8601 in UTC */
export function inZone(time: string, timeZone: string): string {
  const instant = Date.parse(time)
  if (Number.isNaN(instant)) return time
  const ahead = offsetAt(instant, timeZone)
  const local = new Date(instant + ahead).toISOString().slice(0, 19)
  const minutes = Math.abs(Math.round(ahead / 60_000))
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${local}${ahead < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

/** How far the zone is ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant)
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /([+-])(\d+)(?::(\d+))?(?::(\d+))?/.exec(name.replace('−', '-')) ?? []
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000
  return sign === '-' ? -ahead : ahead
}

/** One format per zone, since creating one takes as long as a hundred uses. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  formats.set(timeZone, format)
  return format
}
