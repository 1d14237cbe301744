import type { ErrorCode } from '@letterlock/sdk/wire.ts'
import type { StoredPrincipal } from '../workspaces/principal.ts'

export const JOB_TYPES = ['contact_import', 'contact_export', 'contact_erasure', 'audience_move'] as const
export type JobType = (typeof JOB_TYPES)[number]

export const JOB_STATUSES = ['queued', 'running', 'completed', 'failed', 'canceled'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

/** Work that outlives a request: it continues after a crash, and reports row by row. Times are epoch milliseconds. */
export interface BackgroundJob {
  readonly id: string
  readonly workspaceId: string
  readonly type: JobType
  readonly status: JobStatus
  /** The principal, with the scopes that the job needs. */
  readonly principal: StoredPrincipal
  /** The connection that the job is about; null if several. Deleting the connection deletes the job. */
  readonly connectionId: string | null
  /** For a move: the connection whose contacts are moved. Deleting it deletes the job too. */
  readonly sourceConnectionId: string | null
  /** null after the end. */
  readonly inputCiphertext: Uint8Array | null
  /** Where to continue, and what was found so far; null before the first step. */
  readonly checkpointCiphertext: Uint8Array | null
  readonly doneCount: number
  /** null if not yet known. */
  readonly totalCount: number | null
  /** Number of interruptions since the last step; a crash of the process counts too. */
  readonly interruptionCount: number
  readonly errorCode: ErrorCode | null
  /** The sentences about the error; null if it has not failed. */
  readonly errorCiphertext: Uint8Array | null
  readonly cancelRequestedAt: number | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** When the job is deleted with its report. */
  readonly expiresAt: number
}

/** A row of the report. */
export interface StoredJobRow {
  readonly number: number
  readonly outcome: string
  readonly rowCiphertext: Uint8Array
}

export interface NewStoredJobRow extends StoredJobRow {
  /** In a job about several connections: the one that the row is about. Deleting it deletes the row. */
  readonly connectionId: string | null
}

/** The progress that the holder of the lease writes. */
export interface JobProgress {
  readonly doneCount: number
  readonly totalCount: number | null
  readonly checkpointCiphertext: Uint8Array | null
  readonly rows: readonly NewStoredJobRow[]
}

export type LeaseState = 'held' | 'lost' | 'canceled'

export interface JobEnd {
  readonly status: 'completed' | 'failed' | 'canceled'
  readonly errorCode: ErrorCode | null
  readonly errorCiphertext: Uint8Array | null
  readonly endedAt: number
  readonly expiresAt: number
}

export type OutcomeCounts = ReadonlyMap<string, number>

export type PrincipalOfJob = Pick<StoredPrincipal, 'workspaceId' | 'principalId'>

export interface JobRepository {
  /** @param maxUnended false, and nothing is inserted, if as many jobs of its principal have not ended */
  insert(job: BackgroundJob, maxUnended: number): Promise<boolean>
  find(workspaceId: string, id: string): Promise<BackgroundJob | undefined>
  /** Newest first. @param principalId only those of this principal */
  list(
    workspaceId: string,
    page: { readonly limit: number; readonly after: string | null; readonly principalId: string | null },
  ): Promise<BackgroundJob[]>
  /** In the order of their numbers. @param outcome only those with this outcome */
  rows(
    jobId: string,
    page: { readonly limit: number; readonly after: number | null; readonly outcome: string | null },
  ): Promise<StoredJobRow[]>
  /** How many rows there are of each outcome, by the ID of the job. */
  countRows(jobIds: readonly string[]): Promise<ReadonlyMap<string, OutcomeCounts>>
  /**
   * Acquires the lease of one due job that no process works on, and marks it as running. Chooses the workspace with the fewest running jobs,
   * and in it the principal with the fewest. Call `extend` before working on it: it says whether that is still allowed.
   */
  acquire(leaseId: string, leaseMs: number, now: number): Promise<BackgroundJob | undefined>
  extend(id: string, leaseId: string, leaseMs: number): Promise<LeaseState>
  /** Whether a job of another principal is due that no process works on. */
  isAnyWaiting(principal: PrincipalOfJob, now: number): Promise<boolean>
  /** Writes progress with its rows, also for a canceled job: what was done is reported. False if the lease was lost. */
  save(id: string, leaseId: string, progress: JobProgress): Promise<boolean>
  /** Ends the lease; the job is due again at a later time. */
  release(
    id: string,
    leaseId: string,
    again: { readonly dueAt: number; readonly interruptionCount: number },
  ): Promise<void>
  end(id: string, leaseId: string, end: JobEnd): Promise<boolean>
  /** Requests the cancellation; a job that no process works on ends at once. False if it has ended. */
  cancel(workspaceId: string, id: string, end: Pick<JobEnd, 'endedAt' | 'expiresAt'>): Promise<boolean>
  /** Deletes jobs that have expired. */
  sweep(now: number): Promise<void>
}
