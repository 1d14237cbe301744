import { outageOf, ProblemError } from '../kernel/errors.ts'
import { holdLease, LEASE_MS, type HeldLease } from '../kernel/hold-lease.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import { currentPrincipal } from './current-principal.ts'
import type { BackgroundJob } from './job.ts'

/** This process must stop working on the job. */
export class JobInterrupted extends Error {}
export class JobCanceled extends JobInterrupted {}
/** Jobs of other principals wait, and this one has had its turn. */
export class JobYielded extends JobInterrupted {}

/**
 * Extends the lease of a job until `stop`. The lease ends with a JobInterrupted, or with the ProblemError of a principal that lost a scope.
 * An extension returns the principal with its current scopes.
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
    failure: 'extending the lease of a job failed',
    isEnd: (error) =>
      error instanceof JobInterrupted || (error instanceof ProblemError && outageOf(error) === undefined),
  })
}
