import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import type { BackgroundJob } from './job.ts'
import { maySeeJob } from './job-visibility.ts'

/** @throws ProblemError job_not_found, also for a job that the principal may not see */
export async function findJob(
  { store }: Pick<JobsContext, 'store'>,
  principal: Principal,
  id: string,
): Promise<BackgroundJob> {
  const job = await store.jobs.find(principal.workspaceId, id)
  if (!job || !maySeeJob(principal, job)) throw new ProblemError('job_not_found')
  return job
}
