import type { JobsContext } from './context.ts'
import { JobInterrupted } from './hold-lease.ts'
import type { BackgroundJob } from './job.ts'
import type { JobStep } from './job-handler.ts'
import { encryptCheckpoint, encryptRow } from './job-texts.ts'

export interface Steps {
  /** Whether a step was saved. */
  hasSaved(): boolean
  /** @throws JobInterrupted if the lease was lost */
  save(step: JobStep): Promise<void>
}

/** Saves the steps of a job, and numbers the rows of its report. */
export function saveSteps({ store, encryption }: JobsContext, job: BackgroundJob, leaseId: string): Steps {
  let { doneCount, totalCount } = job
  let hasSaved = false
  return {
    hasSaved: () => hasSaved,
    async save(step) {
      const rows = step.rows.map((row, index) => ({ number: doneCount + index + 1, ...row }))
      const after = { doneCount: doneCount + rows.length, totalCount: step.totalCount ?? totalCount }
      const saved = await store.jobs.save(job.id, leaseId, {
        ...after,
        checkpointCiphertext: encryptCheckpoint(encryption, job, step.checkpoint),
        rows: rows.map((row) => ({
          ...encryptRow(encryption, job, row),
          connectionId: job.connectionId === null ? row.connectionId : null,
        })),
      })
      if (!saved) throw new JobInterrupted()
      ;({ doneCount, totalCount } = after)
      hasSaved = true
    },
  }
}
