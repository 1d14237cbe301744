import { ProblemError } from '../kernel/errors.ts'
import { MINUTE } from '../kernel/time.ts'

/** @param stepMinutes what the provider divides the hour into @throws ProblemError invalid_send_time */
export function assertSendTime(at: Date, now: number, stepMinutes: number): void {
  const problem =
    at.getTime() <= now
      ? 'it is over'
      : at.getTime() % (stepMinutes * MINUTE) !== 0 &&
        (stepMinutes === 1
          ? 'it must be a whole minute'
          : `it must be a multiple of ${stepMinutes} minutes of the hour`)
  if (problem) throw new ProblemError('invalid_send_time', { facts: { problem } })
}
