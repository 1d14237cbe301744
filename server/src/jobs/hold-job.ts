import { outageOf, ProblemError } from '../kernel/errors.ts'
import { holdLease, LEASE_MS, type HeldLease } from '../kernel/hold-lease.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import { currentPrincipal } from './current-principal.ts'
import type { BackgroundJob } from './job.ts'

/** Nothing more may be done on the job here. */
export class JobInterrupted extends Error {}
export class JobCanceled extends JobInterrupted {}
/** Jobs of others wait, and this one has had its turn. */
export class JobYielded extends JobInterrupted {}

/**
 * Extends the lease of a job until it is stopped. It ends with a JobInterrupted, or the ProblemError of a principal that may not work on the
 * job any more; an extension returns the principal as it is now.
 */
export function holdJob(context: JobsContext, job: BackgroundJob, leaseId: string): HeldLease<Principal> {
  const extend = async (): Promise<Principal> => {
    const state = await context.store.jobs.extend(job.id, leaseId, LEASE_MS)
    if (state === 'lost') throw new JobInterrupted()
    if (state === 'canceled') throw new JobCanceled()
    return currentPrincipal(context, job)
  }
  return holdLease(extend, {
    log: context.log,
    failure: 'the lease of a job could not be extended',
    isEnd: (error) =>
      error instanceof JobInterrupted || (error instanceof ProblemError && outageOf(error) === undefined),
  })
}
