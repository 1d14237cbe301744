import type { Principal } from '../workspaces/principal.ts'
import type { JobType } from './job.ts'
import type { JobRow } from './job-texts.ts'

/** A row without its number, which is assigned when it is saved. */
export type NewJobRow = Omit<JobRow, 'number'>

export interface JobStep {
  /** Where to continue after a crash; any JSON value. */
  readonly checkpoint: unknown
  readonly totalCount?: number
}

/** A job while a process works on it. */
export interface RunningJob {
  /** The principal, with the scopes that it has at this step. */
  readonly principal: Principal
  readonly input: unknown
  /** The checkpoint of the last saved step; null at the start. */
  readonly checkpoint: unknown
  /** Aborted when the lease is lost or the server stops. If the job ends for another reason, it has a moment to finish the rows in progress. */
  readonly signal: AbortSignal
  /**
   * Adds a row to the report as soon as it is done. It is saved with the step, or with the end of the job, whichever comes first.
   * @param position among the rows of this step; absent: after them
   * @throws JobInterrupted if no further row may be started
   */
  report(row: NewJobRow, position?: number): void
  /** Saves a finished step. @throws JobInterrupted, ProblemError if the job must stop */
  save(step: JobStep): Promise<void>
}

/** Works on a job from its checkpoint to its end. After a crash, what it did since the last saved step is done again. */
export type JobHandler = (job: RunningJob) => Promise<void>
export type JobHandlers = Readonly<Record<JobType, JobHandler>>
