import { outageOf, ProblemError } from '../kernel/errors.ts'
import { poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import { currentPrincipal } from './current-principal.ts'
import type { BackgroundJob } from './job.ts'

export const LEASE_MS = 15 * SECOND
const EXTEND_EVERY_MS = 5 * SECOND

/** Nothing more may be done on the job here. */
export class JobInterrupted extends Error {}
export class JobCanceled extends JobInterrupted {}
/** Jobs of other workspaces wait, and this one has had its turn. */
export class JobYielded extends JobInterrupted {}

export interface Lease {
  /** Aborted when the job may no longer be worked on: the reason is a JobInterrupted, or the ProblemError of a principal that may not. */
  readonly signal: AbortSignal
  /**
   * Returns the principal as it is now.
   * @throws ProblemError, JobInterrupted if the job may no longer be worked on
   */
  extend(): Promise<Principal>
  stop(): Promise<void>
}

/** Extends the lease of a job until it is stopped. */
export function holdLease(context: JobsContext, job: BackgroundJob, leaseId: string): Lease {
  const ended = new AbortController()
  const extend = async (): Promise<Principal> => {
    try {
      const state = await context.store.jobs.extend(job.id, leaseId, LEASE_MS)
      if (state === 'lost') throw new JobInterrupted()
      if (state === 'canceled') throw new JobCanceled()
      return await currentPrincipal(context, job)
    } catch (error) {
      if (endsLease(error)) ended.abort(error)
      throw error
    }
  }
  const polling = poll(async () => void (await extend().catch(ignoreEnd)), {
    everyMs: EXTEND_EVERY_MS,
    log: context.log,
    failure: 'the lease of a job could not be extended',
  })
  return {
    signal: ended.signal,
    async extend() {
      const principal = await extend()
      ended.signal.throwIfAborted()
      return principal
    },
    stop: () => polling.stop(),
  }
}

/** Not an outage of the database, which passes. */
const endsLease = (error: unknown): boolean =>
  error instanceof JobInterrupted || (error instanceof ProblemError && outageOf(error) === undefined)

function ignoreEnd(error: unknown): void {
  if (!endsLease(error)) throw error
}
