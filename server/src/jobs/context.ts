import type { Encryption } from '../encryption/encryption.ts'
import type { MissingKeys } from '../encryption/missing-keys.ts'
import type { Log } from '../kernel/log.ts'
import type { PrincipalRepository } from '../workspaces/principal-repository.ts'
import type { WaitRepository } from './clock-loop.ts'
import type { JobRepository } from './job.ts'

/** What this domain needs from others. */
export interface JobsContext {
  readonly store: {
    readonly jobs: JobRepository
    readonly principals: PrincipalRepository
    readonly waits: WaitRepository
  }
  readonly encryption: Encryption
  readonly missingKeys: MissingKeys
  readonly now: () => Date
  readonly log: Log
}
