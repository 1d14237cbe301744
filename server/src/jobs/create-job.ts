import type { Scope } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import { newId } from '../kernel/id.ts'
import { DAY } from '../kernel/time.ts'
import { storePrincipal, type Principal } from '../workspaces/principal.ts'
import type { JobsContext } from './context.ts'
import type { BackgroundJob, JobType } from './job.ts'
import { encryptInput } from './job-texts.ts'

/** How long a job is kept after its end; one that never ends, after its creation. */
export const KEPT_MS = 7 * DAY

export interface NewJob {
  readonly type: JobType
  /** The scopes that the job needs. It fails if its principal loses one. */
  readonly scopes: readonly Scope[]
  readonly connectionId: string | null
  readonly sourceConnectionId?: string | null
  readonly input: unknown
  readonly totalCount: number | null
}

/** Maximum number of unended jobs of a principal: it limits their size, and a loop that creates jobs by mistake. */
const MAX_UNENDED = 100

/** Queues a job; one of the processes starts it within seconds. @throws ProblemError insufficient_scope, too_many_jobs */
export async function createJob(
  { store, encryption, now }: JobsContext,
  principal: Principal,
  { type, scopes, connectionId, sourceConnectionId = null, input, totalCount }: NewJob,
): Promise<BackgroundJob> {
  const at = now()
  const { workspaceId } = principal
  const id = newId('job', at)
  const job: BackgroundJob = {
    id,
    workspaceId,
    type,
    status: 'queued',
    principal: storePrincipal(principal, scopes),
    connectionId,
    sourceConnectionId,
    inputCiphertext: encryptInput(encryption, { id, workspaceId }, input),
    checkpointCiphertext: null,
    doneCount: 0,
    totalCount,
    interruptionCount: 0,
    errorCode: null,
    errorCiphertext: null,
    cancelRequestedAt: null,
    createdAt: at.getTime(),
    startedAt: null,
    endedAt: null,
    expiresAt: at.getTime() + KEPT_MS,
  }
  if (!(await store.jobs.insert(job, MAX_UNENDED)))
    throw new ProblemError('too_many_jobs', { facts: { maximum: MAX_UNENDED } })
  return job
}
