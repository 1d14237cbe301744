import { poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'
import type { JobsContext } from './context.ts'
import type { BackgroundJob, LeaseState } from './job.ts'

export const LEASE_MS = 15 * SECOND
const EXTEND_EVERY_MS = 5 * SECOND

/** Nothing more may be done on the job here. */
export class JobInterrupted extends Error {}

export interface Lease {
  /** Aborted when the job may no longer be worked on. */
  readonly signal: AbortSignal
  state(): LeaseState
  /** @throws JobInterrupted if the job may no longer be worked on */
  extend(): Promise<void>
  stop(): Promise<void>
}

/** Extends the lease of a job until it is stopped. */
export function holdLease({ store, log }: JobsContext, job: BackgroundJob, leaseId: string): Lease {
  const ended = new AbortController()
  let state: LeaseState = 'held'
  const extend = async (): Promise<void> => {
    const found = await store.jobs.extend(job.id, leaseId, LEASE_MS)
    if (state === 'held') state = found
    if (state !== 'held') ended.abort()
  }
  const failure = 'the lease of a job could not be extended'
  const polling = poll(extend, { everyMs: EXTEND_EVERY_MS, log, failure })
  return {
    signal: ended.signal,
    state: () => state,
    async extend() {
      await extend()
      if (state !== 'held') throw new JobInterrupted()
    },
    stop: () => polling.stop(),
  }
}
