import type * as Wire from '@letterlock/sdk/wire.ts'
import type { BackgroundJob, OutcomeCounts } from '../jobs/job.ts'
import type { JobError } from '../jobs/job-texts.ts'

const timeOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

const NO_ROWS: OutcomeCounts = new Map()

/**
 * A job as the API returns it.
 * @param outcomes how many rows there are of each outcome
 * @param error why it failed
 */
export function toJobResponse(
  job: BackgroundJob,
  {
    outcomes = NO_ROWS,
    error,
  }: { readonly outcomes?: OutcomeCounts | undefined; readonly error?: JobError | undefined } = {},
): Wire.Job {
  const { id, type, status, connectionId, doneCount, totalCount, errorCode } = job
  return {
    id,
    type,
    status,
    connectionId,
    doneCount,
    totalCount,
    outcomes: [...outcomes].map(([outcome, count]) => ({ outcome, count })),
    errorCode,
    detail: error?.detail ?? null,
    nextStep: error?.nextStep ?? null,
    createdAt: new Date(job.createdAt).toISOString(),
    startedAt: timeOrNull(job.startedAt),
    endedAt: timeOrNull(job.endedAt),
    expiresAt: new Date(job.expiresAt).toISOString(),
  }
}
