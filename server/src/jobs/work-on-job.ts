import { messageOf, ProblemError, outageOf } from '../kernel/errors.ts'
import type { HeldLease } from '../kernel/hold-lease.ts'
import { SECOND } from '../kernel/time.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import { KEPT_MS } from './create-job.ts'
import { holdJob, JobCanceled, JobInterrupted, JobYielded } from './hold-job.ts'
import type { BackgroundJob, JobEnd } from './job.ts'
import type { JobHandler } from './job-handler.ts'
import { decryptCheckpoint, decryptInput, encryptError } from './job-texts.ts'
import { saveSteps, type Steps } from './save-steps.ts'

/** The pause after a temporary interruption, such as an unavailable provider, and while the job waits. */
const PAUSE_MS = 30 * SECOND
/** Maximum number of interruptions without a step in between; a crash of the process counts too. */
const MAX_INTERRUPTIONS = 20

const PASSING: ReadonlySet<string> = new Set([
  'provider_rate_limited',
  'provider_unavailable',
  'provider_timeout',
  'outcome_unknown',
  'request_canceled',
])

/** Errors that a user's decision or an expiry resolves, such as that of a send request. Waiting for one does not count as an interruption. */
const WAITED_FOR: ReadonlySet<string> = new Set(['campaign_busy', 'segment_in_use'])

/** How long rows in progress may take after the end. With the time that a write waits for its response, it is less than what is left of the lease. */
const FINISH_ROWS_MS = 3 * SECOND

/** How long a job is worked on while jobs of other principals wait; its step is finished first. */
const TURN_MS = 10 * SECOND

export interface Leased {
  readonly job: BackgroundJob
  readonly leaseId: string
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal
}

interface Work extends Leased {
  readonly lease: HeldLease<Principal>
  readonly steps: Steps
}

/** Works on a job whose lease this process holds, until it ends or is released for later. */
export async function workOnJob(context: JobsContext, handler: JobHandler, leased: Leased): Promise<void> {
  const { job, leaseId } = leased
  const lease = holdJob(context, job, leaseId)
  const work = { ...leased, lease, steps: saveSteps(context, job, leaseId) }
  try {
    await run(context, handler, work)
    await end(context, work, 'completed')
  } catch (error) {
    await endOrRelease(context, work, error)
  } finally {
    await lease.stop()
  }
}

async function run(
  context: JobsContext,
  handler: JobHandler,
  { job, lease, steps, stopping }: Work,
): Promise<void> {
  // While no process worked on it, it may have been canceled, or its principal may have lost a scope.
  let principal = await lease.extend()
  const begunAt = context.now().getTime()
  if (job.interruptionCount >= MAX_INTERRUPTIONS) throw new Error('interrupted too often')
  const signal = AbortSignal.any([cutOff(lease.signal), stopping])
  await handler({
    get principal() {
      return principal
    },
    input: decryptInput(context.encryption, job),
    checkpoint: decryptCheckpoint(context.encryption, job),
    signal,
    report(row, position) {
      steps.report(row, position)
      if (lease.signal.aborted) throw new JobInterrupted()
    },
    async save(step) {
      await steps.save(step)
      principal = await lease.extend()
      if (signal.aborted) throw new JobInterrupted()
      const now = context.now().getTime()
      if (now - begunAt >= TURN_MS && (await context.store.jobs.isAnyWaiting(job.principal, now)))
        throw new JobYielded()
    },
  })
}

/**
 * Aborts the calls of a job that has ended. If it was canceled, or its principal lost a scope, the rows in progress have a moment to finish:
 * otherwise their changes would be missing from the report.
 */
function cutOff(ended: AbortSignal): AbortSignal {
  const cut = new AbortController()
  ended.addEventListener('abort', () => {
    const why: unknown = ended.reason
    const mayFinish = why instanceof JobCanceled || why instanceof ProblemError
    setTimeout(() => cut.abort(why), mayFinish ? FINISH_ROWS_MS : 0).unref()
  })
  return cut.signal
}

async function endOrRelease(context: JobsContext, work: Work, error: unknown): Promise<void> {
  const { job, leaseId, lease, stopping } = work
  const why: unknown = lease.signal.reason
  if (why instanceof JobCanceled) return end(context, work, 'canceled')
  if (why instanceof ProblemError) return end(context, work, 'failed', why)
  // Due at once, before the later jobs of its workspace.
  if (error instanceof JobYielded)
    return context.store.jobs.release(job.id, leaseId, { dueAt: job.createdAt, interruptionCount: 0 })
  const interruptionsBefore = work.steps.hasSaved() ? 0 : job.interruptionCount
  const interruptionCount = interruptionsBefore + (isWaitedFor(error) ? 0 : 1)
  // Another server may have the key that this one lacks.
  const isForOthers = context.missingKeys.note(error)
  if ((isForOthers || mayPass(error, work)) && interruptionCount < MAX_INTERRUPTIONS) {
    const dueAt = context.now().getTime() + (stopping.aborted ? 0 : PAUSE_MS)
    return context.store.jobs.release(job.id, leaseId, { dueAt, interruptionCount })
  }
  context.log.warn({ err: error, jobId: job.id }, 'a job failed')
  const problem =
    error instanceof ProblemError
      ? error
      : new ProblemError('internal_error', { facts: { reference: 'job ID' }, cause: error })
  return end(context, work, 'failed', problem)
}

async function end(
  { store, encryption, now }: JobsContext,
  { job, leaseId, steps }: Work,
  status: JobEnd['status'],
  problem?: ProblemError,
): Promise<void> {
  await steps.saveRest()
  const endedAt = now().getTime()
  await store.jobs.end(job.id, leaseId, {
    status,
    errorCode: problem?.code ?? null,
    errorCiphertext: problem ? encryptError(encryption, job, messageOf(problem)) : null,
    endedAt,
    expiresAt: endedAt + KEPT_MS,
  })
}

function mayPass(error: unknown, { lease, stopping }: Work): boolean {
  if (error instanceof JobInterrupted || lease.signal.aborted || stopping.aborted) return true
  if (isWaitedFor(error) || outageOf(error) !== undefined) return true
  return error instanceof ProblemError && PASSING.has(error.code)
}

function isWaitedFor(error: unknown): boolean {
  return error instanceof ProblemError && WAITED_FOR.has(error.code)
}
