import { ProblemError } from '../../kernel/errors.ts'
import { MINUTE } from '../../kernel/time.ts'
import { hasOffset, instantIn } from '../model/local-time.ts'

const invalid = (problem: string): ProblemError =>
  new ProblemError('invalid_send_time', { facts: { problem } })

/**
 * The instant of a time. Without an offset, it is a time in the account's zone.
 * @param time ISO 8601
 * @param zoneOf the account's time zone; null: unknown
 * @throws ProblemError invalid_send_time
 */
export async function readSendTime(time: string, zoneOf: () => Promise<string | null>): Promise<Date> {
  if (hasOffset(time)) return new Date(time)
  const zone = await zoneOf()
  if (zone === null)
    throw invalid(
      'it has no offset, and the provider does not report the account’s time zone. Write it as 2027-01-31T09:00:00+01:00',
    )
  const instant = instantIn(time, zone)
  if (instant === undefined) throw invalid(`the clocks of ${zone} skip it`)
  return instant
}

/** Asserts that a campaign can be sent at a time. @param stepMinutes the provider's granularity @throws ProblemError invalid_send_time */
export function assertSendTime(at: Date, now: number, stepMinutes: number): void {
  if (at.getTime() <= now) throw invalid('it is over')
  if (at.getTime() % (stepMinutes * MINUTE) === 0) return
  throw invalid(
    stepMinutes === 1
      ? 'it must be a whole minute'
      : `it must be a multiple of ${stepMinutes} minutes of the hour`,
  )
}
