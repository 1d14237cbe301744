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

/** A principal that may use only some connections is listed only its own jobs. */
export function ownJobsOnly({ endUserId, connectionIds, principalId }: Principal): string | null {
  return endUserId === null && connectionIds === null ? null : principalId
}

/** Whether the job is its own, and was begun with no more connections than the principal may use now: its report tells of them. */
export function maySee(principal: Principal, { principal: began }: BackgroundJob): boolean {
  const only = ownJobsOnly(principal)
  if (only === null) return true
  const { endUserId, connectionIds } = principal
  return (
    began.principalId === only &&
    (endUserId === null || began.endUserId === endUserId) &&
    (connectionIds === null || began.connectionIds?.every((id) => connectionIds.has(id)) === true)
  )
}
