import type { ErrorCode } from '@letterlock/sdk/wire.ts'
import type { StoredPrincipal } from '../workspaces/principal.ts'

export const JOB_TYPES = ['contact_import', 'contact_export', 'contact_erasure', 'audience_move'] as const
export type JobType = (typeof JOB_TYPES)[number]

export const JOB_STATUSES = ['queued', 'running', 'completed', 'failed', 'canceled'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

/** Work that outlives a request: it goes on after a crash, and reports row by row. */
export interface BackgroundJob {
  readonly id: string
  readonly workspaceId: string
  readonly type: JobType
  readonly status: JobStatus
  /** With the scopes that the job needs. */
  readonly principal: StoredPrincipal
  /** The connection that it is about; null: several. With the connection, the job is deleted. */
  readonly connectionId: string | null
  /** Of a move: the connection whose contacts are moved. With it, too, the job is deleted. */
  readonly sourceConnectionId: string | null
  /** null: it has ended. */
  readonly inputCiphertext: Uint8Array | null
  /** Where to go on, and what was found so far; null at the beginning. */
  readonly checkpointCiphertext: Uint8Array | null
  readonly doneCount: number
  /** null: not known yet. */
  readonly totalCount: number | null
  /** Times that it was interrupted since its last step; a crash of the process is one too. */
  readonly interruptionCount: number
  readonly errorCode: ErrorCode | null
  /** The sentences about the error; null: it has not failed. */
  readonly errorCiphertext: Uint8Array | null
  readonly cancelRequestedAt: number | null
  readonly createdAt: number
  readonly startedAt: number | null
  readonly endedAt: number | null
  /** When it is deleted with its report. */
  readonly expiresAt: number
}

/** A row of the report. */
export interface StoredJobRow {
  readonly number: number
  readonly outcome: string
  readonly rowCiphertext: Uint8Array
}

export interface NewStoredJobRow extends StoredJobRow {
  /** Of a job about several connections: the one that the row is about, and is deleted with. */
  readonly connectionId: string | null
}

/** What a process that holds the lease writes. */
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
   * Takes the lease of one job that is due and that no process works on, and marks it as running. The job is of a workspace that has as few
   * jobs in progress as any, and there of such a principal. Before it is worked on, `extend` says whether it may be.
   */
  acquire(leaseId: string, leaseMs: number, now: number): Promise<BackgroundJob | undefined>
  extend(id: string, leaseId: string, leaseMs: number): Promise<LeaseState>
  /** Whether a job of another principal is due that no process works on. */
  isAnyWaiting(principal: PrincipalOfJob, now: number): Promise<boolean>
  /** Writes progress with its rows, also of a job that is to end: what was done is reported. False if the lease was lost. */
  save(id: string, leaseId: string, progress: JobProgress): Promise<boolean>
  /** Gives the job back, to be taken again at a time. */
  release(
    id: string,
    leaseId: string,
    again: { readonly dueAt: number; readonly interruptionCount: number },
  ): Promise<void>
  end(id: string, leaseId: string, end: JobEnd): Promise<boolean>
  /** Asks for the end; a job that no process works on ends at once. False if it has ended. */
  cancel(workspaceId: string, id: string, end: Pick<JobEnd, 'endedAt' | 'expiresAt'>): Promise<boolean>
  /** Deletes jobs that have expired. */
  sweep(now: number): Promise<void>
}
