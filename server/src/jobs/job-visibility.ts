import type { Principal } from '../workspaces/principal.ts'
import type { BackgroundJob } from './job.ts'

/**
 * Who may see a job. A principal that may use all connections sees every job. Any other sees the jobs that it began, as long as it may
 * still use every connection that the job may: the report of a job tells of its connections.
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

/** The principal whose jobs alone may be seen; null: any principal's. Narrows a list before `maySeeJob` decides. */
export function ownJobsOnly({ endUserId, connectionIds, principalId }: Principal): string | null {
  return endUserId === null && connectionIds === null ? null : principalId
}
