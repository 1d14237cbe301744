import type { JobsContext } from './context.ts'
import { JobInterrupted } from './hold-job.ts'
import type { BackgroundJob } from './job.ts'
import type { JobStep, NewJobRow, RunningJob } from './job-handler.ts'
import { encryptCheckpoint, encryptRow } from './job-texts.ts'

export interface Steps extends Pick<RunningJob, 'report'> {
  /** Whether a step was saved. */
  hasSaved(): boolean
  /** @throws JobInterrupted if the lease was lost */
  save(step: JobStep): Promise<void>
  /** Saves the rows of an unfinished step when the job ends. */
  saveRest(): Promise<void>
}

/** Saves the steps of a job, and numbers the rows of its report. */
export function saveSteps({ store, encryption }: JobsContext, job: BackgroundJob, leaseId: string): Steps {
  let { doneCount, totalCount, checkpointCiphertext } = job
  let reported: { readonly row: NewJobRow; readonly position: number }[] = []
  let hasSaved = false
  const write = async (): Promise<boolean> => {
    const sorted = reported.toSorted((one, other) => one.position - other.position)
    const rows = sorted.map(({ row }, index) => ({ number: doneCount + index + 1, ...row }))
    reported = []
    doneCount += rows.length
    return store.jobs.save(job.id, leaseId, {
      doneCount,
      totalCount,
      checkpointCiphertext,
      rows: rows.map((row) => ({
        ...encryptRow(encryption, job, row),
        connectionId: job.connectionId === null ? row.connectionId : null,
      })),
    })
  }
  return {
    hasSaved: () => hasSaved,
    report: (row, position = reported.length) => void reported.push({ row, position }),
    async save(step) {
      totalCount = step.totalCount ?? totalCount
      checkpointCiphertext = encryptCheckpoint(encryption, job, step.checkpoint)
      if (!(await write())) throw new JobInterrupted()
      hasSaved = true
    },
    async saveRest() {
      if (reported.length > 0) await write()
    },
  }
}
