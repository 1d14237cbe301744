import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import type { BackgroundJob } from './job.ts'

/** @throws ProblemError job_not_found, also for a job of another end user */
export async function findJob(
  { store }: Pick<JobsContext, 'store'>,
  principal: Principal,
  id: string,
): Promise<BackgroundJob> {
  const job = await store.jobs.find(principal.workspaceId, id)
  if (!job || !maySee(principal, job)) throw new ProblemError('job_not_found')
  return job
}

/** A principal that may use only some connections sees only its own jobs. */
export function ownJobsOnly({ endUserId, connectionIds, principalId }: Principal): string | null {
  return endUserId === null && connectionIds === null ? null : principalId
}

function maySee(principal: Principal, job: BackgroundJob): boolean {
  const only = ownJobsOnly(principal)
  return only === null || job.principal.principalId === only
}
