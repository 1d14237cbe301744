import type { Encryption } from '../encryption/encryption.ts'
import type { Log } from '../kernel/log.ts'
import type { JobRepository } from './job.ts'

/** What this domain needs from others. */
export interface JobsContext {
  readonly store: { readonly jobs: JobRepository }
  readonly encryption: Encryption
  readonly now: () => Date
  readonly log: Log
}
