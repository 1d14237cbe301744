import type { PageRequest } from '../kernel/page.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import type { BackgroundJob } from './job.ts'
import { maySeeJob, ownJobsOnly } from './job-visibility.ts'

export interface JobPage {
  readonly items: readonly BackgroundJob[]
  /** The ID after which the next page starts; null on the last page. */
  readonly nextCursor: string | null
}

/** The jobs that the principal may see, newest first. A page may have fewer than `limit`. */
export async function listJobs(
  { store }: Pick<JobsContext, 'store'>,
  principal: Principal,
  { limit, after }: PageRequest,
): Promise<JobPage> {
  const found = await store.jobs.list(principal.workspaceId, {
    limit: limit + 1,
    after,
    principalId: ownJobsOnly(principal),
  })
  const page = found.slice(0, limit)
  return {
    items: page.filter((job) => maySeeJob(principal, job)),
    nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
  }
}
