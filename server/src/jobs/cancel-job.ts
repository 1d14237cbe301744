import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import { KEPT_MS } from './create-job.ts'
import { findJob } from './find-job.ts'
import type { BackgroundJob } from './job.ts'

/**
 * Cancels a job. What it has done stays done; a row that is in progress is finished.
 * @throws ProblemError job_not_found, job_ended
 */
export async function cancelJob(
  context: JobsContext,
  principal: Principal,
  id: string,
): Promise<BackgroundJob> {
  const job = await findJob(context, principal, id)
  const endedAt = context.now().getTime()
  const end = { endedAt, expiresAt: endedAt + KEPT_MS }
  if (!(await context.store.jobs.cancel(job.workspaceId, id, end)))
    throw new ProblemError('job_ended', { facts: { jobStatus: job.status } })
  return findJob(context, principal, id)
}
