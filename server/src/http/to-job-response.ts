import type * as Wire from '@letterlock/sdk/wire.ts'
import type { BackgroundJob, OutcomeCounts } from '../jobs/job.ts'

const timeOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString())

const NO_ROWS: OutcomeCounts = new Map()

/** A job as the API returns it. @param outcomes how many rows there are of each outcome */
export function toJobResponse(job: BackgroundJob, outcomes: OutcomeCounts = NO_ROWS): Wire.Job {
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
    createdAt: new Date(job.createdAt).toISOString(),
    startedAt: timeOrNull(job.startedAt),
    endedAt: timeOrNull(job.endedAt),
    expiresAt: new Date(job.expiresAt).toISOString(),
  }
}
