import type { Principal } from '../workspaces/principal.ts'
import type { JobType } from './job.ts'
import type { JobRow } from './job-texts.ts'

/** A row without its number, which follows from what was done before. */
export type NewJobRow = Omit<JobRow, 'number'>

export interface JobStep {
  /** Where to go on from after a crash; JSON. */
  readonly checkpoint: unknown
  readonly totalCount?: number
}

/** A job while a process works on it. */
export interface RunningJob {
  /** With the scopes that it has at this step. */
  readonly principal: Principal
  readonly input: unknown
  /** Of the last step that was saved; null at the beginning. */
  readonly checkpoint: unknown
  /** Aborted when the lease is lost or the server stops. A job that ends for another reason has a moment for the rows in progress. */
  readonly signal: AbortSignal
  /**
   * Adds a row to the report as soon as it is done. It is saved with the step, or with the end of the job, whichever comes first.
   * @param position among the rows of this step; absent: after them
   * @throws JobInterrupted if no further row may be begun
   */
  report(row: NewJobRow, position?: number): void
  /** Saves what was done, before more is done. @throws JobInterrupted, ProblemError if nothing more may be done */
  save(step: JobStep): Promise<void>
}

/** Works on a job from its checkpoint to its end. What it does between two steps it may do twice. */
export type JobHandler = (job: RunningJob) => Promise<void>
export type JobHandlers = Readonly<Record<JobType, JobHandler>>
