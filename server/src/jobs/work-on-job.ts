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

/** After an interruption that may pass, such as a provider that is down, and while the job waits. */
const PAUSE_MS = 30 * SECOND
/** Without a step between them; a crash of the process is one too. */
const MAX_INTERRUPTIONS = 20

const PASSING: ReadonlySet<string> = new Set([
  'provider_rate_limited',
  'provider_unavailable',
  'provider_timeout',
  'outcome_unknown',
  'request_canceled',
])

/** What a user decides, or what ends by itself, such as a send request. A job that waits for it is not interrupted, however long it takes. */
const WAITED_FOR: ReadonlySet<string> = new Set(['campaign_busy', 'segment_in_use'])

/** With the time that a write has for its response, less than what is left of the lease. */
const FINISH_ROWS_MS = 3 * SECOND

/** How long a job is worked on while jobs of others wait; its step is finished first. */
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

/** Works on a job that this process holds. It ends, or is given back for later. */
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
  // It may have been canceled, or its principal have lost a scope, while no process worked on it.
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
 * Cuts off the calls of a job that has ended. One that is canceled, or that its principal may not do any more, has a moment to finish the rows
 * in progress: otherwise what a row has changed by then would be missing from the report.
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
  // Before the later jobs of its workspace.
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
