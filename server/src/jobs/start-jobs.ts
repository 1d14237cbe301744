import { ProblemError, outageOf } from '../kernel/errors.ts'
import { newRandomToken } from '../kernel/id.ts'
import { poll, type Poll } from '../kernel/poll.ts'
import { SECOND } from '../kernel/time.ts'
import { principalOfJob, type Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import { KEPT_MS } from './create-job.ts'
import type { BackgroundJob, JobEnd, JobType } from './job.ts'
import { decryptCheckpoint, decryptInput, encryptCheckpoint, encryptRow, type JobRow } from './job-texts.ts'

/** A row without its number, which follows from what was done before. */
export type NewJobRow = Omit<JobRow, 'number'>

export interface JobStep {
  /** Rows that were worked on since the last step. */
  readonly rows: readonly NewJobRow[]
  /** Where to go on from after a crash; JSON. */
  readonly checkpoint: unknown
  readonly totalCount?: number
}

/** A job while a process works on it. */
export interface RunningJob {
  readonly principal: Principal
  readonly input: unknown
  /** Of the last step that was saved; null at the beginning. */
  readonly checkpoint: unknown
  /** Aborted when the job is canceled, its lease is lost, or the server stops. */
  readonly signal: AbortSignal
  /** Saves what was done, before more is done. @throws JobInterrupted */
  save(step: JobStep): Promise<void>
}

/** Works on a job from its checkpoint to its end. What it does between two steps it may do twice. */
export type JobHandler = (job: RunningJob) => Promise<void>
export type JobHandlers = Readonly<Record<JobType, JobHandler>>

class JobInterrupted extends Error {}

const POLL_EVERY_MS = SECOND
const LEASE_MS = 15 * SECOND
const EXTEND_EVERY_MS = 5 * SECOND
const CONCURRENCY = 2
/** After an interruption that may pass, such as a provider that is down. */
const PAUSE_MS = 30 * SECOND
const MAX_INTERRUPTIONS = 20

const PASSING: ReadonlySet<string> = new Set([
  'provider_rate_limited',
  'provider_unavailable',
  'provider_timeout',
  'outcome_unknown',
  'request_canceled',
])

/**
 * Works on queued jobs, a few at a time. A process that dies leaves its lease, and another one goes on from the last step.
 * @returns what stops it: a job in progress is given back and goes on elsewhere
 */
export function startJobs(context: JobsContext, handlers: JobHandlers): Poll {
  const { store, now, log } = context
  const stopping = new AbortController()
  const round = async (): Promise<boolean> => {
    if (stopping.signal.aborted) return false
    const leaseId = newRandomToken()
    const job = await store.jobs.acquire(leaseId, LEASE_MS, now().getTime())
    if (!job) return false
    await work(context, handlers[job.type], { job, leaseId, stopping: stopping.signal })
    return true
  }
  const polls = Array.from({ length: CONCURRENCY }, () =>
    poll(round, { everyMs: POLL_EVERY_MS, log, failure: 'a job could not be run' }),
  )
  return {
    async stop() {
      stopping.abort()
      await Promise.all(polls.map((one) => one.stop()))
    },
  }
}

interface Leased {
  readonly job: BackgroundJob
  readonly leaseId: string
  readonly stopping: AbortSignal
}

async function work(context: JobsContext, handler: JobHandler, leased: Leased): Promise<void> {
  const { store, now, log } = context
  const { job, leaseId, stopping } = leased
  const held = new AbortController()
  let isCanceled = false
  let { doneCount } = job
  const hold = poll(
    async () => {
      const state = await store.jobs.extend(job.id, leaseId, LEASE_MS)
      isCanceled ||= state === 'canceled'
      if (state !== 'held') held.abort()
    },
    { everyMs: EXTEND_EVERY_MS, log, failure: 'the lease of a job could not be extended' },
  )
  const signal = AbortSignal.any([held.signal, stopping])
  const save = async ({ rows, checkpoint, totalCount }: JobStep): Promise<void> => {
    const numbered = rows.map((row, index) => ({ number: doneCount + index + 1, ...row }))
    doneCount += rows.length
    const saved = await store.jobs.save(job.id, leaseId, {
      doneCount,
      totalCount: totalCount ?? job.totalCount,
      checkpointCiphertext: encryptCheckpoint(context.encryption, job, checkpoint),
      rows: numbered.map((row) => encryptRow(context.encryption, job, row)),
    })
    isCanceled ||= (await store.jobs.extend(job.id, leaseId, LEASE_MS)) === 'canceled'
    if (!saved || isCanceled || signal.aborted) throw new JobInterrupted()
  }
  const end = async (how: Pick<JobEnd, 'status' | 'errorCode'>): Promise<void> => {
    const endedAt = now().getTime()
    await store.jobs.end(job.id, leaseId, { ...how, endedAt, expiresAt: endedAt + KEPT_MS })
  }
  try {
    await handler({
      principal: principalOfJob(job.principal),
      input: decryptInput(context.encryption, job),
      checkpoint: decryptCheckpoint(context.encryption, job),
      signal,
      save,
    })
    await end({ status: 'completed', errorCode: null })
  } catch (error) {
    if (isCanceled) return await end({ status: 'canceled', errorCode: null })
    const gotFurther = doneCount > job.doneCount
    const interruptionCount = gotFurther ? 0 : job.interruptionCount + 1
    if (isPassing(error, signal) && interruptionCount < MAX_INTERRUPTIONS) {
      const dueAt = now().getTime() + (stopping.aborted ? 0 : PAUSE_MS)
      return await store.jobs.release(job.id, leaseId, { dueAt, interruptionCount })
    }
    log.warn({ err: error, jobId: job.id }, 'a job failed')
    await end({
      status: 'failed',
      errorCode: error instanceof ProblemError ? error.code : 'internal_error',
    })
  } finally {
    await hold.stop()
  }
}

function isPassing(error: unknown, signal: AbortSignal): boolean {
  if (error instanceof JobInterrupted || signal.aborted || outageOf(error) !== undefined) return true
  return error instanceof ProblemError && PASSING.has(error.code)
}
