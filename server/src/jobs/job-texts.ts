import { z } from 'zod'
import type { Encryption } from '../encryption/encryption.ts'
import type { BackgroundJob, StoredJobRow } from './job.ts'

type JobReference = Pick<BackgroundJob, 'id' | 'workspaceId'>

const inputOf = ({ id, workspaceId }: JobReference) =>
  ({ workspaceId, rowId: id, field: 'job_input' }) as const
const checkpointOf = ({ id, workspaceId }: JobReference) =>
  ({ workspaceId, rowId: id, field: 'job_checkpoint' }) as const
const errorOf = ({ id, workspaceId }: JobReference) =>
  ({ workspaceId, rowId: id, field: 'job_error' }) as const
const rowOf = ({ id, workspaceId }: JobReference, number: number) =>
  ({ workspaceId, rowId: `${id}|${number}`, field: 'job_row' }) as const

/* Inputs, checkpoints, errors and rows contain personal data, so they are stored as encrypted JSON. */

export function encryptInput(encryption: Encryption, job: JobReference, input: unknown): Uint8Array {
  return encryption.encrypt(JSON.stringify(input), inputOf(job))
}

export function decryptInput(
  encryption: Encryption,
  job: JobReference & Pick<BackgroundJob, 'inputCiphertext'>,
): unknown {
  if (job.inputCiphertext === null) throw new TypeError(`job ${job.id} has ended`)
  return JSON.parse(encryption.decrypt(job.inputCiphertext, inputOf(job)))
}

export function encryptCheckpoint(
  encryption: Encryption,
  job: JobReference,
  checkpoint: unknown,
): Uint8Array {
  return encryption.encrypt(JSON.stringify(checkpoint), checkpointOf(job))
}

/** null before the first step. */
export function decryptCheckpoint(
  encryption: Encryption,
  job: JobReference & Pick<BackgroundJob, 'checkpointCiphertext'>,
): unknown {
  const { checkpointCiphertext: ciphertext } = job
  return ciphertext === null ? null : JSON.parse(encryption.decrypt(ciphertext, checkpointOf(job)))
}

/** The sentences about the error that ended a job. They may contain personal data. */
const jobError = z.object({ detail: z.string(), nextStep: z.string() })
export type JobError = z.output<typeof jobError>

export function encryptError(
  encryption: Encryption,
  job: JobReference,
  { detail, nextStep }: JobError,
): Uint8Array {
  return encryption.encrypt(JSON.stringify({ detail, nextStep }), errorOf(job))
}

/** undefined if the job has not failed. */
export function decryptError(
  encryption: Encryption,
  job: JobReference & Pick<BackgroundJob, 'errorCiphertext'>,
): JobError | undefined {
  const { errorCiphertext: ciphertext } = job
  if (ciphertext === null) return undefined
  return jobError.parse(JSON.parse(encryption.decrypt(ciphertext, errorOf(job))))
}

/** A row of a report, as the API returns it. */
export interface JobRow {
  readonly number: number
  readonly outcome: string
  /** What the row is about: an email address, or an account. */
  readonly subject: string
  readonly connectionId: string | null
  readonly contactId: string | null
  readonly errorCode: string | null
  /** What happened, in one sentence. */
  readonly detail: string | null
  /** The exported data. */
  readonly content: Readonly<Record<string, unknown>> | null
}

export function encryptRow(encryption: Encryption, job: JobReference, row: JobRow): StoredJobRow {
  const { number, outcome } = row
  return { number, outcome, rowCiphertext: encryption.encrypt(JSON.stringify(row), rowOf(job, number)) }
}

/** A row of the report, with the data of people in it. */
export function decryptRow(encryption: Encryption, job: JobReference, row: StoredJobRow): JobRow {
  return JSON.parse(encryption.decrypt(row.rowCiphertext, rowOf(job, row.number))) as JobRow
}
