import type { Principal } from '../workspaces/principal.ts'
import type { BackgroundJob } from './job.ts'

/**
 * Whether a principal may see a job. One that may use all connections sees every job. Any other sees the jobs that it created, as long as it
 * may still use every connection that the job may, since the report is about them.
 */
export function maySeeJob(principal: Principal, { principal: began }: BackgroundJob): boolean {
  const only = ownJobsOnly(principal)
  if (only === null) return true
  const { endUserId, connectionIds } = principal
  return (
    began.principalId === only &&
    (endUserId === null || began.endUserId === endUserId) &&
    (connectionIds === null || began.connectionIds?.every((id) => connectionIds.has(id)) === true)
  )
}

/** The only principal whose jobs may be seen; null if any. Narrows a list before `maySeeJob` decides. */
export function ownJobsOnly({ endUserId, connectionIds, principalId }: Principal): string | null {
  return endUserId === null && connectionIds === null ? null : principalId
}
